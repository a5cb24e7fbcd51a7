package app.kolan.server.business;

import app.kolan.server.business.BookableResource.Absence;
import app.kolan.server.business.BookableResource.Kind;
import app.kolan.server.business.OpeningHours.Hours;
import app.kolan.server.settings.DidYouMean;
import app.kolan.server.settings.YamlSection;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `business.booking`.
final class BookingReader {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,40}");
  private static final Pattern ABSENCE =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:\\.\\.(\\d{4}-\\d{2}-\\d{2})| +(\\S+))?");
  private static final int UNIT = BookingSettings.UNIT_MINUTES;
  private static final int DAY = 24 * 60;
  private static final int LONGEST_NAME = 100;
  private static final int MOST = 100;
  private static final int USUAL_STEP = 15;
  private static final int USUAL_NOTICE = 60;
  private static final int USUAL_DAYS = 60;

  private final YamlSection part;
  private final OpeningHours business;
  private final Set<String> ids = new HashSet<>();

  private BookingReader(YamlSection part, OpeningHours business) {
    this.part = part;
    this.business = business;
  }

  /// What can be booked; null when nothing can.
  ///
  /// @param hours those of the business
  /// @param tools the business's own
  static @Nullable BookingSettings read(
      YamlSection part, @Nullable OpeningHours hours, List<HttpToolSpec> tools) {
    if (!part.isThere()) {
      return null;
    }
    if (hours == null) {
      part.problem("set without hours", "give the business's hours, too");
      return null;
    }
    for (HttpToolSpec tool : tools) {
      if (BookingSettings.TOOLS.contains(tool.name())) {
        part.problem(
            "set beside a tool called " + tool.name(),
            "give the tool of your own another name, or leave booking out");
      }
    }
    return new BookingReader(part, hours).settings();
  }

  private BookingSettings settings() {
    part.only(List.of("services", "people", "rooms", "step", "notice", "days-ahead", "messages"));
    List<BookableResource> people = resources(part.at("people"), Kind.PERSON);
    List<BookableResource> rooms = resources(part.at("rooms"), Kind.ROOM);
    List<BookableService> services = services(ids(people), ids(rooms));
    if (services.isEmpty()) {
      part.at("services").problem("not set", "name at least one service, with its minutes");
    }
    if (people.isEmpty() && rooms.isEmpty()) {
      part.at("people").problem("not set", "name at least one person or room");
    }
    var resources = new ArrayList<>(people);
    resources.addAll(rooms);
    for (String kind : List.of("services", "people", "rooms")) {
      int count = part.at(kind).entries().size();
      if (count > MOST) {
        part.at(kind).problem(count + " of them", "give at most " + MOST);
      }
    }
    return new BookingSettings(
        services,
        resources,
        minutes(part.at("step"), UNIT, DAY, USUAL_STEP),
        part.at("notice").number(0, 30 * DAY).orElse(USUAL_NOTICE),
        part.at("days-ahead").number(1, 366).orElse(USUAL_DAYS),
        business.zone(),
        BookingMessagesReader.read(part.at("messages"), business));
  }

  private static List<String> ids(List<BookableResource> resources) {
    return resources.stream().map(BookableResource::id).toList();
  }

  private List<BookableResource> resources(YamlSection section, Kind kind) {
    var resources = new ArrayList<BookableResource>();
    section
        .entries()
        .forEach(
            (id, resource) -> {
              resource.only(List.of("name", "hours", "absences"));
              requireId(id, resource);
              if (!ids.add(id)) {
                resource.problem("a person and a room", "give one of them another key");
              }
              resources.add(
                  new BookableResource(
                      id,
                      name(resource, id),
                      kind,
                      OpeningHoursReader.readOfPart(resource.at("hours"), business),
                      absences(resource.at("absences"))));
            });
    return resources;
  }

  private List<BookableService> services(List<String> people, List<String> rooms) {
    var services = new ArrayList<BookableService>();
    part.at("services")
        .entries()
        .forEach(
            (id, service) -> {
              service.only(List.of("name", "minutes", "buffer", "price", "people", "rooms"));
              requireId(id, service);
              YamlSection minutes = service.at("minutes");
              boolean _ = minutes.needed("say how many minutes it takes").isEmpty();
              List<String> by = some(service.at("people"), people, people, "person");
              List<String> usualRooms = people.isEmpty() ? rooms : List.of();
              List<String> in = some(service.at("rooms"), rooms, usualRooms, "room");
              if (by.isEmpty() && in.isEmpty() && !(people.isEmpty() && rooms.isEmpty())) {
                service.problem("nobody and no room", "name people or rooms");
              }
              services.add(
                  new BookableService(
                      id,
                      name(service, id),
                      minutes(minutes, UNIT, DAY / 2, UNIT),
                      minutes(service.at("buffer"), 0, DAY / 2, 0),
                      price(service.at("price")),
                      by,
                      in));
            });
    return services;
  }

  private static void requireId(String id, YamlSection section) {
    if (!ID.matcher(id).matches()) {
      section.problem("no key", "use Latin letters, digits, _ and -, at most 40");
    }
  }

  private static String name(YamlSection section, String usual) {
    String name = section.at("name").text(usual).strip();
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      section.at("name").problem(name, "give at most %d letters".formatted(LONGEST_NAME));
    }
    return name;
  }

  private static @Nullable String price(YamlSection section) {
    Optional<String> price = section.text();
    if (price.isPresent() && price.get().length() > LONGEST_NAME) {
      section.problem(price.get(), "give at most %d letters".formatted(LONGEST_NAME));
    }
    return price.orElse(null);
  }

  /// Minutes that fill whole units.
  private static int minutes(YamlSection section, int least, int most, int usual) {
    int minutes = section.number(least, most).orElse(usual);
    if (minutes % UNIT != 0) {
      section.problem("" + minutes, "give a multiple of " + UNIT + " minutes");
      return usual;
    }
    return minutes;
  }

  private static List<String> some(
      YamlSection section, List<String> known, List<String> usual, String what) {
    if (!section.isThere()) {
      return usual;
    }
    var chosen = new ArrayList<String>();
    for (YamlSection each : section.parts()) {
      String id = each.text("");
      if (!known.contains(id)) {
        each.problem(id, "there is no such %s; %s".formatted(what, DidYouMean.hint(id, known)));
      } else if (!chosen.contains(id)) {
        chosen.add(id);
      }
    }
    return chosen;
  }

  private static List<Absence> absences(YamlSection section) {
    var absences = new ArrayList<Absence>();
    for (YamlSection each : section.parts()) {
      Optional<Absence> absence = absence(each.text(""));
      absence.ifPresent(absences::add);
      if (absence.isEmpty()) {
        each.problem(
            each.text(""), "write 2026-12-20, 2026-12-20..2026-12-25 or 2026-12-20 09:00-12:00");
      }
    }
    return absences;
  }

  private static Optional<Absence> absence(String text) {
    Matcher written = ABSENCE.matcher(text);
    if (!written.matches()) {
      return Optional.empty();
    }
    try {
      LocalDate first = LocalDate.parse(written.group(1));
      if (written.group(3) != null) {
        return OpeningHoursReader.range(written.group(3)).map(hours -> during(first, hours));
      }
      LocalDate last = written.group(2) == null ? first : LocalDate.parse(written.group(2));
      return last.isBefore(first)
          ? Optional.empty()
          : Optional.of(new Absence(first.atStartOfDay(), last.plusDays(1).atStartOfDay()));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static Absence during(LocalDate date, Hours hours) {
    LocalDateTime from = date.atTime(hours.from());
    LocalDate last = hours.to().isAfter(hours.from()) ? date : date.plusDays(1);
    return new Absence(from, last.atTime(hours.to()));
  }
}
