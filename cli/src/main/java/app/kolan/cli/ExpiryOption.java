package app.kolan.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// When something expires, as it is typed: so many days from now, or a day, at whose end it does.
final class ExpiryOption implements ITypeConverter<Instant> {
  private static final Pattern SPAN = Pattern.compile("([0-9]{1,5})([hdw])");

  private final InstantSource clock;
  private final ZoneId zone;

  /// Only picocli makes one.
  ExpiryOption() {
    this(InstantSource.system(), ZoneId.systemDefault());
  }

  ExpiryOption(InstantSource clock, ZoneId zone) {
    this.clock = clock;
    this.zone = zone;
  }

  @Override
  public Instant convert(String typed) {
    Matcher span = SPAN.matcher(typed);
    if (span.matches()) {
      int number = Integer.parseInt(span.group(1));
      Duration length =
          switch (span.group(2)) {
            case "h" -> Duration.ofHours(number);
            case "w" -> Duration.ofDays(7L * number);
            default -> Duration.ofDays(number);
          };
      return clock.instant().plus(length);
    }
    try {
      return LocalDate.parse(typed).plusDays(1).atStartOfDay(zone).toInstant();
    } catch (DateTimeException _) {
      throw new TypeConversionException(
          "'" + typed + "' is neither a time from now, such as 90d, nor a day, such as 2027-01-31");
    }
  }
}
