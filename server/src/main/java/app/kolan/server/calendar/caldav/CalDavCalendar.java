package app.kolan.server.calendar.caldav;

import app.kolan.server.calendar.RemoteCalendar;
import app.kolan.server.calendar.caldav.DavXml.Multistatus;
import app.kolan.server.calendar.caldav.DavXml.Resource;
import app.kolan.server.ical.BusyTime;
import app.kolan.server.ical.CalendarEvent;
import app.kolan.server.ical.CalendarObject;
import app.kolan.server.ical.ICalendar;
import app.kolan.server.ical.ICalendarEdit;
import app.kolan.server.ical.ICalendarReader;
import app.kolan.server.ical.MalformedCalendar;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.tool.http.PublicHttp;
import app.kolan.server.tool.http.PublicHttp.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A collection on a CalDAV server.
/*
 *   all       PROPFIND  its state, then  REPORT calendar-query  the events of the window
 *   changes   REPORT sync-collection from a state, then  REPORT calendar-multiget  those events
 *             without sync-token: PROPFIND its ctag, and all again when that has changed
 *   writing   PUT If-None-Match: *  ·  GET, PUT If-Match  ·  DELETE If-Match;  412 is a conflict
 *
 * Sources: RFC 4791 (CalDAV), RFC 6578 (sync-collection), RFC 4918 (WebDAV); getctag is an
 * extension of Apple's that most servers have. */
public final class CalDavCalendar implements RemoteCalendar {
  /// Who is asked, in failures.
  public static final String SERVICE = "caldav";

  /// Before a token that is the state of a server which knows no sync-token.
  private static final String CTAG = "ctag:";

  private static final int MOST_AT_ONCE = 100;

  private final PublicHttp http;
  private final URI collection;
  private final String authorization;
  private final ZoneId zone;
  private final Duration limit;

  /// @param collection its address, which ends with a slash
  /// @param zone the clock of times without a zone, and of whole days
  /// @param limit for each request
  public CalDavCalendar(
      PublicHttp http,
      URI collection,
      String username,
      String password,
      ZoneId zone,
      Duration limit) {
    this.http = http;
    this.collection = collection;
    this.zone = zone;
    this.limit = limit;
    authorization =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String hrefOf(String uid) {
    return collection.resolve(uid + ".ics").getRawPath();
  }

  @Override
  public Access access() throws ProviderFailure, InterruptedException {
    Resource found = state();
    if (!found.has("resourcetype", "calendar")) {
      throw new ProviderFailure(SERVICE, FailureKind.REQUEST_REFUSED, "no calendar");
    }
    // Who tells no privileges may try.
    boolean isWritable =
        !found.knows("current-user-privilege-set")
            || List.of("all", "write", "bind").stream()
                .anyMatch(privilege -> found.has("current-user-privilege-set", privilege));
    return new Access(found.text("displayname").strip(), isWritable);
  }

  private Resource state() throws ProviderFailure, InterruptedException {
    Reply reply = ask("PROPFIND", collection, Map.of("Depth", "0"), CalDavRequests.collection());
    require(reply);
    return DavXml.read(SERVICE, reply.body()).resources().stream()
        .findFirst()
        .orElseThrow(
            () -> new ProviderFailure(SERVICE, FailureKind.UNREADABLE, "no answer of WebDAV"));
  }

  @Override
  public Changes changes(@Nullable String token, Window window)
      throws ProviderFailure, InterruptedException {
    if (token == null) {
      return all(state(), window);
    }
    if (!token.startsWith(CTAG)) {
      return since(token, window);
    }
    Resource now = state();
    return token.equals(token(now))
        ? new Changes.Told(false, List.of(), Set.of(), token)
        : all(now, window);
  }

  private Changes all(Resource state, Window window) throws ProviderFailure, InterruptedException {
    Reply reply = ask("REPORT", collection, Map.of("Depth", "1"), CalDavRequests.events(window));
    require(reply);
    return new Changes.Told(
        true, items(DavXml.read(SERVICE, reply.body()), window), Set.of(), token(state));
  }

  private static @Nullable String token(Resource state) {
    String token = state.text("sync-token").strip();
    String ctag = state.text("getctag").strip();
    return token.isEmpty() ? ctag.isEmpty() ? null : CTAG + ctag : token;
  }

  private Changes since(String token, Window window) throws ProviderFailure, InterruptedException {
    Reply reply = ask("REPORT", collection, Map.of("Depth", "0"), CalDavRequests.changes(token));
    // RFC 6578, section 3.2: valid-sync-token. Some servers have other codes for it; what else may
    // be wrong then shows when all is read.
    if (Set.of(400, 403, 409, 410, 412, 415, 501, 507).contains(reply.status())) {
      return new Changes.Expired();
    }
    require(reply);
    Multistatus told = DavXml.read(SERVICE, reply.body());
    Set<String> gone = new HashSet<>();
    var changed = new ArrayList<String>();
    for (Resource resource : told.resources()) {
      String href = path(resource.href());
      if (resource.status() == 404 || resource.status() == 410) {
        gone.add(href);
      } else if (resource.status() == 507) {
        // The answer was truncated: there is more.
        return new Changes.Expired();
      } else if (!isCollection(href)) {
        changed.add(href);
      }
    }
    var items = new ArrayList<Item>();
    for (int from = 0; from < changed.size(); from += MOST_AT_ONCE) {
      List<String> some = changed.subList(from, Math.min(changed.size(), from + MOST_AT_ONCE));
      items.addAll(several(some, window, gone));
    }
    return new Changes.Told(
        false, items, gone, told.syncToken().isEmpty() ? null : told.syncToken());
  }

  private List<Item> several(List<String> hrefs, Window window, Set<String> gone)
      throws ProviderFailure, InterruptedException {
    Reply reply = ask("REPORT", collection, Map.of("Depth", "1"), CalDavRequests.several(hrefs));
    require(reply);
    Multistatus told = DavXml.read(SERVICE, reply.body());
    told.resources().stream()
        .filter(each -> each.status() == 404)
        .forEach(each -> gone.add(path(each.href())));
    return items(told, window);
  }

  private List<Item> items(Multistatus told, Window window) throws ProviderFailure {
    var items = new ArrayList<Item>();
    int busy = 0;
    for (Resource each : told.resources()) {
      if (each.knows("calendar-data")) {
        Item item =
            item(path(each.href()), each.text("getetag"), each.text("calendar-data"), window);
        items.add(item);
        busy += item.busy().size();
        Item.requireFew(SERVICE, items.size(), busy);
      }
    }
    return items;
  }

  private Item item(String href, String etag, String text, Window window) {
    CalendarObject object;
    try {
      object = ICalendarReader.read(text, zone);
      List<BusyTime> busy = object.busy(window.from(), window.to());
      return new Item(
          href, etag.strip(), object.isCancelled(), object.time().orElse(null), busy, true);
    } catch (MalformedCalendar _) {
      return new Item(href, etag.strip(), false, null, List.of(), false);
    }
  }

  @Override
  public Optional<Item> read(String href, Window window)
      throws ProviderFailure, InterruptedException {
    return get(href).map(reply -> item(href, reply.header("etag"), reply.body(), window));
  }

  private Optional<Reply> get(String href) throws ProviderFailure, InterruptedException {
    Reply reply = ask("GET", url(href), Map.of(), "");
    if (reply.status() == 404 || reply.status() == 410) {
      return Optional.empty();
    }
    require(reply);
    return Optional.of(reply);
  }

  @Override
  public Written create(CalendarEvent event) throws ProviderFailure, InterruptedException {
    return put(hrefOf(event.uid()), Map.of("If-None-Match", "*"), ICalendar.object(event), event);
  }

  @Override
  public Written move(String href, String etag, CalendarEvent to)
      throws ProviderFailure, InterruptedException {
    Optional<Reply> now = get(href);
    if (now.isEmpty()) {
      return new Written.Conflict(null);
    }
    if (!now.get().header("etag").strip().equals(etag)) {
      return new Written.Conflict(
          item(href, now.get().header("etag"), now.get().body(), around(to)));
    }
    String text = ICalendarEdit.moved(now.get().body(), to);
    return put(href, Map.of("If-Match", etag), text, to);
  }

  private Written put(String href, Map<String, String> condition, String text, CalendarEvent event)
      throws ProviderFailure, InterruptedException {
    var headers = new LinkedHashMap<>(condition);
    headers.put("Content-Type", "text/calendar; charset=utf-8");
    Reply reply = ask("PUT", url(href), headers, text);
    if (reply.status() == 412 || reply.status() == 409) {
      return new Written.Conflict(read(href, around(event)).orElse(null));
    }
    require(reply);
    String etag = reply.header("etag").strip();
    if (!etag.isEmpty()) {
      return new Written.Done(href, etag);
    }
    // A server that has changed the text on its way does not tell (RFC 4791, section 5.3.4).
    return read(href, around(event))
        .<Written>map(item -> new Written.Done(href, item.etag()))
        .orElseGet(() -> new Written.Conflict(null));
  }

  @Override
  public Written delete(String href, String etag) throws ProviderFailure, InterruptedException {
    Reply reply = ask("DELETE", url(href), Map.of("If-Match", etag), "");
    return switch (reply.status()) {
      case 404, 410 -> new Written.Done(href, "");
      case 412 ->
          read(href, new Window(Instant.EPOCH, Instant.EPOCH))
              .<Written>map(Written.Conflict::new)
              .orElseGet(() -> new Written.Done(href, ""));
      default -> {
        require(reply);
        yield new Written.Done(href, "");
      }
    };
  }

  private static Window around(CalendarEvent event) {
    return new Window(event.startsAt(), event.endsAt());
  }

  private Reply ask(String method, URI url, Map<String, String> headers, String body)
      throws ProviderFailure, InterruptedException {
    var all = new LinkedHashMap<String, String>();
    all.put("Authorization", authorization);
    if (!body.isEmpty()) {
      all.put("Content-Type", "application/xml; charset=utf-8");
    }
    all.putAll(headers);
    return http.ask(SERVICE, method, url, all, body.getBytes(StandardCharsets.UTF_8), limit);
  }

  private static void require(Reply reply) throws ProviderFailure {
    if (!reply.isGood()) {
      throw new ProviderFailure(
          SERVICE, FailureKind.ofStatus(reply.status()), "HTTP " + reply.status());
    }
  }

  /// The address of an event; the password goes to no other server.
  private URI url(String href) throws ProviderFailure {
    try {
      URI url = collection.resolve(href);
      if (Objects.equals(url.getRawAuthority(), collection.getRawAuthority())) {
        return url;
      }
    } catch (IllegalArgumentException _) {
      // It is refused below.
    }
    throw new ProviderFailure(SERVICE, FailureKind.UNREADABLE, "an event has an odd address");
  }

  /// The path of what a server names by a path or by an address.
  private String path(String href) {
    try {
      String path = collection.resolve(href).getRawPath();
      return path == null ? href : path;
    } catch (IllegalArgumentException _) {
      return href;
    }
  }

  private boolean isCollection(String href) {
    return href.equals(collection.getRawPath()) || href.endsWith("/");
  }
}
