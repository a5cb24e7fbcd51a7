package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.audit.AuditLog;
import app.kolan.server.identity.RandomText;
import app.kolan.server.store.CalendarFeed;
import app.kolan.server.store.CalendarFeedStore;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The addresses at which calendars read appointments.
record CalendarFeedResource(
    CalendarFeedStore store, CrmRequests requests, AuditLog audit, InstantSource clock) {
  void addTo(Map<String, Operation> operations) {
    operations.put("listCalendarFeeds", this::list);
    operations.put("addCalendarFeed", this::add);
    operations.put("removeCalendarFeed", this::remove);
  }

  private ApiAnswer list(ApiRequest request) {
    return ApiAnswer.ok(ApiJson.items(store.list(request.in().id()), CalendarFeedResource::form));
  }

  private ApiAnswer add(ApiRequest request) {
    var json = request.json();
    String resource = json.hasNonNull("resource") ? json.path("resource").asText() : null;
    requireKnown(request, resource);
    List<CalendarFeed> all = store.list(request.in().id());
    if (all.size() >= CalendarFeed.MOST) {
      throw new ApiProblem(
          Kind.CONFLICT,
          "Nothing was made: there are %d addresses; remove one.".formatted(all.size()));
    }
    String secret = RandomText.letters(CalendarFeed.SECRET_LETTERS);
    CalendarFeed feed =
        store.add(
            request.in().id(),
            resource,
            RandomText.hash(secret),
            request.who().actor(),
            clock.instant());
    note(request, "calendar-feed.add", feed.id());
    return ApiAnswer.created(form(feed).put("path", CalendarFeed.path(secret)));
  }

  private void requireKnown(ApiRequest request, @Nullable String resource) {
    boolean isKnown =
        resource == null
            || requests.booking(request).flatMap(booking -> booking.resource(resource)).isPresent();
    if (!isKnown) {
      throw CrmRequests.invalid(
          "/resource", "no person or room", "take one of the resources that listServices has");
    }
  }

  private ApiAnswer remove(ApiRequest request) {
    long id = request.numberInPath("feed");
    if (!store.remove(request.in().id(), id)) {
      throw ApiProblem.unknown("calendar feed");
    }
    note(request, "calendar-feed.remove", id);
    return ApiAnswer.nothing();
  }

  private static ObjectNode form(CalendarFeed feed) {
    return ApiJson.object()
        .put("id", feed.id())
        .put("resource", feed.resource())
        .put("madeAt", feed.madeAt().toString())
        .put("madeBy", feed.madeBy());
  }

  private void note(ApiRequest request, String action, long feed) {
    audit.append(
        request
            .actor()
            .entry(clock.instant(), action, request.in().id(), Long.toString(feed), null));
  }
}
