package app.kolan.server.business;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What callers can book at a business, with whom and when.
///
/// @param services what is done, in the order of the settings
/// @param resources who does it and where: people and rooms, in the order of the settings
/// @param stepMinutes appointments begin at so many minutes from midnight, or twice as many, and so
///   on, on the business's clock
/// @param noticeMinutes an appointment begins no earlier than so long from now
/// @param aheadDays an appointment is no later than so many days from today
/// @param zone where the business's clocks hang
/// @param messages how those for whom appointments are hear of them; null when they do not
public record BookingSettings(
    List<BookableService> services,
    List<BookableResource> resources,
    int stepMinutes,
    int noticeMinutes,
    int aheadDays,
    ZoneId zone,
    @Nullable BookingMessages messages) {
  /// All lengths are multiples of so many minutes.
  public static final int UNIT_MINUTES = 5;

  /// The names of the tools that a business with bookings has; its own tools have others.
  public static final Set<String> TOOLS =
      Set.of(
          "find_appointments",
          "book_appointment",
          "move_appointment",
          "cancel_appointment",
          "join_waiting_list");

  /// Without messages.
  public BookingSettings(
      List<BookableService> services,
      List<BookableResource> resources,
      int stepMinutes,
      int noticeMinutes,
      int aheadDays,
      ZoneId zone) {
    this(services, resources, stepMinutes, noticeMinutes, aheadDays, zone, null);
  }

  public BookingSettings {
    services = List.copyOf(services);
    resources = List.copyOf(resources);
  }

  public Optional<BookableService> service(String id) {
    return services.stream().filter(service -> service.id().equals(id)).findFirst();
  }

  public Optional<BookableResource> resource(String id) {
    return resources.stream().filter(resource -> resource.id().equals(id)).findFirst();
  }
}
