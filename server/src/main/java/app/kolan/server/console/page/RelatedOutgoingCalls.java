package app.kolan.server.console.page;

import app.kolan.server.console.http.PageRequest;
import app.kolan.server.identity.Permission;
import app.kolan.server.outbound.CallOrder;
import app.kolan.server.outbound.CallOrderStore;
import app.kolan.server.outbound.CallResult;
import app.kolan.server.store.PagePosition;
import app.kolan.server.store.Recording;
import app.kolan.server.store.RecordingStore;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The calls that were placed about a call, and their sounds.
public record RelatedOutgoingCalls(CallOrderStore orders, RecordingStore recordings) {
  private static final int MOST = 20;

  /// A call that was placed.
  ///
  /// @param result null while it is under way
  /// @param sound below the business; empty for none, or when he may not hear it
  public record Placed(Instant at, @Nullable CallResult result, Duration talked, String sound) {}

  /// Whether there are any.
  boolean areAbout(PageRequest request, CallSid call) {
    return !orders.find(request.in().id(), call, PagePosition.NEWEST, 1).isEmpty();
  }

  List<Placed> about(PageRequest request, CallSid call) {
    return orders.find(request.in().id(), call, PagePosition.NEWEST, MOST).stream()
        .map(
            order ->
                new Placed(
                    order.createdAt(),
                    order.result(),
                    Duration.ofSeconds(order.talkedSeconds()),
                    sound(request, order)))
        .toList();
  }

  /// The path of the sound of an order, below the business; empty for none, or when he may not hear
  /// it.
  String sound(PageRequest request, String order) {
    return orders.find(request.in().id(), order).map(known -> sound(request, known)).orElse("");
  }

  /// The same of an order that is known.
  String sound(PageRequest request, CallOrder order) {
    return request.may(Permission.RECORDINGS_READ) && recording(order).isPresent()
        ? "/call-backs/%s/sound".formatted(order.id())
        : "";
  }

  /// The recording of an order, when it is here.
  Optional<Recording> recording(CallOrder order) {
    return Optional.ofNullable(order.recording())
        .flatMap(recordings::find)
        .filter(found -> found.audioFile() != null);
  }
}
