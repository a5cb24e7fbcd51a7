package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.audit.AuditLog;
import app.kolan.server.calendar.CalendarProblem;
import app.kolan.server.calendar.Calendars;
import app.kolan.server.calendar.Calendars.Tried;
import app.kolan.server.store.CalendarLink;
import app.kolan.server.store.CalendarLinkStore;
import app.kolan.server.store.CrmConflict;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// The calendars elsewhere that people and rooms are bound to. A calendar is tried before anybody
/// is bound to it; its password or key is taken and never told.
record CalendarLinkResource(
    CalendarLinkStore links,
    Supplier<Calendars> calendars,
    CrmRequests requests,
    AuditLog audit,
    InstantSource clock,
    Semaphore asking) {
  /// Each asks somebody else's server, for ten seconds a request at most.
  private static final int AT_ONCE = 2;

  CalendarLinkResource(
      CalendarLinkStore links,
      Supplier<Calendars> calendars,
      CrmRequests requests,
      AuditLog audit,
      InstantSource clock) {
    this(links, calendars, requests, audit, clock, new Semaphore(AT_ONCE));
  }

  void addTo(Map<String, Operation> operations) {
    operations.put("listCalendarLinks", this::list);
    operations.put("bindCalendar", this::bind);
    operations.put("testCalendarLink", this::test);
    operations.put("unbindCalendar", this::unbind);
  }

  private ApiAnswer list(ApiRequest request) {
    return ApiAnswer.ok(ApiJson.items(links.list(request.in().id()), CalendarLinkResource::form));
  }

  private ApiAnswer bind(ApiRequest request) {
    String resource = request.field("resource", "");
    CalendarLink.Kind kind =
        CalendarLink.Kind.valueOf(request.field("kind", "").toUpperCase(Locale.ROOT));
    boolean isKnown =
        requests.booking(request).flatMap(booking -> booking.resource(resource)).isPresent();
    if (!isKnown) {
      throw CrmRequests.invalid(
          "/resource", "no person or room", "take one of the resources that listServices has");
    }
    long business = request.in().id();
    Tried tried =
        ask(
            () ->
                calendars
                    .get()
                    .bind(
                        business,
                        resource,
                        kind,
                        request.field("address", ""),
                        request.field("username", ""),
                        request.field("secret", ""),
                        request.who().actor()));
    CalendarProblem problem = tried.problem();
    if (problem != null) {
      throw CrmRequests.invalid("/address", word(problem), remedy(problem));
    }
    CalendarLink link =
        links.list(business).stream()
            .filter(each -> each.resource().equals(resource))
            .findFirst()
            .orElseThrow(() -> new ApiProblem(Kind.CONFLICT, "It was unbound meanwhile."));
    note(request, "calendar-link.bind", resource);
    return ApiAnswer.created(form(link).put("name", tried.name()));
  }

  /// Asks it anew, whatever is known of it.
  private ApiAnswer test(ApiRequest request) {
    CalendarLink link = link(request);
    Tried tried = ask(() -> calendars.get().attempt(link));
    note(request, "calendar-link.test", link.resource());
    return ApiAnswer.ok(
        ApiJson.object()
            .put("name", tried.name())
            .put("problem", tried.problem() == null ? null : word(tried.problem())));
  }

  private ApiAnswer unbind(ApiRequest request) {
    CalendarLink link = link(request);
    if (!links.remove(request.in().id(), link.id())) {
      throw ApiProblem.unknown("calendar");
    }
    note(request, "calendar-link.unbind", link.resource());
    return ApiAnswer.nothing();
  }

  private CalendarLink link(ApiRequest request) {
    return links
        .find(request.in().id(), request.numberInPath("calendar"))
        .orElseThrow(() -> ApiProblem.unknown("calendar"));
  }

  /// A question to somebody else's server.
  private interface Question {
    Tried ask() throws InterruptedException;
  }

  private Tried ask(Question question) {
    if (!asking.tryAcquire()) {
      throw new ApiProblem(Kind.BUSY, "Other calendars are being asked; ask again in a moment.");
    }
    try {
      return question.ask();
    } catch (CrmConflict _) {
      throw new ApiProblem(
          Kind.CONFLICT, "It is bound to another calendar; unbind it from that one before.");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new ApiProblem(Kind.BUSY, "The server stops.");
    } finally {
      asking.release();
    }
  }

  private static String word(CalendarProblem problem) {
    return problem.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String remedy(CalendarProblem problem) {
    return switch (problem) {
      case KEY_REFUSED, NO_SECRET -> "give the username and secret that the calendar takes";
      case REFUSED -> "give the address of one calendar, and share it with the account";
      case SILENT, OVERLOADED -> "see whether the calendar's server answers, and try again";
      case UNREADABLE, UNREADABLE_EVENT -> "give the address of a CalDAV collection";
      case READ_ONLY -> "let the account change events, too";
      case MANY_GONE -> "see whether it is the right calendar";
    };
  }

  private static ObjectNode form(CalendarLink link) {
    String problem = link.problem();
    return ApiJson.object()
        .put("id", link.id())
        .put("resource", link.resource())
        .put("kind", link.kind().word())
        .put("address", link.address())
        .put("username", link.username())
        .put("problem", problem == null ? null : word(CalendarProblem.ofWord(problem)))
        .put("problemAt", ApiJson.instant(link.problemAt()))
        .put("syncedAt", ApiJson.instant(link.syncedAt()))
        .put("madeAt", link.madeAt().toString())
        .put("madeBy", link.madeBy());
  }

  private void note(ApiRequest request, String action, String subject) {
    audit.append(request.actor().entry(clock.instant(), action, request.in().id(), subject, null));
  }
}
