package app.kolan.server.store;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// When an appointment is, and whom and what it takes up meanwhile.
///
/// @param person by the key of the settings; null when it needs nobody
/// @param room by the key of the settings; null when it needs none
/// @param endsAt when it is over for the one who comes
/// @param freeAt when person and room are free again, not before it is over
public record AppointmentTime(
    @Nullable String person,
    @Nullable String room,
    Instant startsAt,
    Instant endsAt,
    Instant freeAt) {
  public AppointmentTime {
    if (!startsAt.isBefore(endsAt) || freeAt.isBefore(endsAt)) {
      throw new IllegalArgumentException("an appointment begins, ends, and is tidied up after");
    }
  }

  /// What it takes up, in the order in which stores lock it.
  public List<String> resources() {
    return Stream.of(person, room).filter(Objects::nonNull).sorted().toList();
  }
}
