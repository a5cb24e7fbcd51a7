package app.kolan.server.console.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The hours of a day as a document has them, `09:00-13:00, 16:00-19:00` or a list, and as times of
/// a form.
record DayRanges(List<Range> ranges) {
  private static final Pattern RANGE =
      Pattern.compile("([0-9]{1,2}):([0-9]{2})\\s*[-\u2013]\\s*([0-9]{1,2}):([0-9]{2})");

  /// From a time to another one, as `HH:mm`; one of them may be empty while somebody types.
  record Range(String from, String to) {
    boolean isEmpty() {
      return from.isEmpty() && to.isEmpty();
    }

    @Override
    public String toString() {
      return from + "-" + to;
    }
  }

  DayRanges {
    ranges = ranges.stream().filter(range -> !range.isEmpty()).toList();
  }

  /// What is no range is left out; `closed` is none.
  static DayRanges of(JsonNode day) {
    var texts = new ArrayList<String>();
    if (day.isArray()) {
      day.forEach(part -> texts.add(part.asText("")));
    } else {
      texts.addAll(Arrays.asList(day.asText("").split(",", -1)));
    }
    var ranges = new ArrayList<Range>();
    for (String text : texts) {
      Matcher range = RANGE.matcher(text.strip());
      if (range.matches()) {
        ranges.add(
            new Range(time(range.group(1), range.group(2)), time(range.group(3), range.group(4))));
      }
    }
    return new DayRanges(ranges);
  }

  private static String time(String hour, String minute) {
    return hour.equals("24") ? "00:" + minute : "%2s:%s".formatted(hour, minute).replace(' ', '0');
  }

  /// The first so many, as empty ones where there are fewer.
  List<Range> atLeast(int count) {
    return IntStream.range(0, Math.max(count, ranges.size()))
        .mapToObj(i -> i < ranges.size() ? ranges.get(i) : new Range("", ""))
        .toList();
  }

  /// As a document has them.
  String text() {
    return ranges.isEmpty()
        ? "closed"
        : ranges.stream().map(Range::toString).collect(Collectors.joining(", "));
  }
}
