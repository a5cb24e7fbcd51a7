package app.kolan.server.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads one value of a tool's arguments, and takes nothing for something else: `"5"` is no number.
final class ArgumentReader {
  /// Numbers within this are exact however they are written.
  private static final double LARGEST = 1e15;

  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}&&[^\n]]+");

  private ArgumentReader() {}

  /// The value as a [String], [BigDecimal] or [Boolean]; empty when it does not fit.
  static Optional<Object> read(Parameter parameter, JsonNode given) {
    return switch (parameter.kind()) {
      case STRING -> given.isTextual() ? text(parameter, given.textValue()) : Optional.empty();
      case INTEGER -> number(parameter, given).filter(ArgumentReader::isWhole).map(it -> it);
      case NUMBER -> number(parameter, given).map(it -> it);
      case BOOLEAN -> given.isBoolean() ? Optional.of(given.booleanValue()) : Optional.empty();
    };
  }

  private static Optional<Object> text(Parameter parameter, String given) {
    String text = CONTROLS.matcher(given).replaceAll(" ").strip();
    boolean fits =
        parameter.choices().isEmpty()
            ? text.length() <= parameter.mostLetters()
            : parameter.choices().contains(text);
    return fits ? Optional.of(text) : Optional.empty();
  }

  private static Optional<BigDecimal> number(Parameter parameter, JsonNode given) {
    if (!given.isNumber() || !(Math.abs(given.doubleValue()) <= LARGEST)) {
      return Optional.empty();
    }
    double value = given.doubleValue();
    return isWithin(value, parameter.least(), parameter.most())
        ? Optional.of(given.decimalValue())
        : Optional.empty();
  }

  private static boolean isWithin(double value, @Nullable Double least, @Nullable Double most) {
    return (least == null || value >= least) && (most == null || value <= most);
  }

  private static boolean isWhole(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0;
  }
}
