package app.kolan.server.business;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that is done by appointment.
///
/// @param id its short name for programs, which never changes
/// @param name what it is called, in the language of the callers
/// @param minutes how long it takes
/// @param bufferMinutes how long those who did it are not free afterwards; no part of the
///   appointment, and it may reach beyond the hours
/// @param price in words; null when it is not told
/// @param people who can do it, by their identifiers: one of them does; none when it needs nobody
/// @param rooms where it can be done: in one of them; none when it needs none
public record BookableService(
    String id,
    String name,
    int minutes,
    int bufferMinutes,
    @Nullable String price,
    List<String> people,
    List<String> rooms) {
  public BookableService {
    people = List.copyOf(people);
    rooms = List.copyOf(rooms);
  }
}
