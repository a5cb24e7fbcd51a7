package app.kolan.server.business;

import java.time.LocalDateTime;
import java.util.List;

/// A person or a room that appointments take up, one at a time.
///
/// @param id its short name for programs, which never changes
/// @param name what callers call it
/// @param hours when it is there, apart from absences
/// @param absences when it is not, whatever the hours say
public record BookableResource(
    String id, String name, Kind kind, OpeningHours hours, List<Absence> absences) {
  /// What it is.
  public enum Kind {
    PERSON,
    ROOM
  }

  /// A time during which a resource is not there, on the business's clock.
  ///
  /// @param to the first moment at which it may be there again
  public record Absence(LocalDateTime from, LocalDateTime to) {}

  public BookableResource {
    absences = List.copyOf(absences);
  }
}
