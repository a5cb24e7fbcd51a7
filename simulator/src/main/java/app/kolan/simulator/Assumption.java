package app.kolan.simulator;

import app.kolan.simulator.sentence.Length;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A behaviour of Twilio that its documentation leaves open; a server should work with each
/// variant.
public enum Assumption {
  AFTER_FAILED_CONNECT(
      "go-on|drop", "after a <Connect> whose stream did not open, the next verb, or the end"),
  CLEAN_CLOSE("31921|nothing", "what a server's close with 1000 raises"),
  WSS_PORT("signed|unsigned", "whether a port in a wss URL is part of what is signed"),
  CHUNKS("per-track|global", "how the chunks of a one-way stream with both tracks are counted"),
  FIRST_TIMESTAMP("<length>", "5ms", "the timestamp of a stream's first frame"),
  SILENCE("sent|suppressed", "whether frames are sent while the caller is silent"),
  STREAM_FRAGMENT("honoured|refused", "a #fragment in a <Stream url>: cut off, or 31923"),
  CHIRP("refused|accepted", "a <Say> with a Chirp3-HD voice for Hebrew: 13511, or spoken"),
  END_ORDER(
      "stop-first|stopped-first|completed-first|shuffled",
      "when the caller hangs up: stop and close, stream-stopped, completed; the last three by"
          + " turns"),
  ACTION_TELLS("call|stream", "whether a <Connect action> is told StreamSid and StreamName"),
  LARGEST_MESSAGE("<bytes>", "none", "the longest message of a server; a longer one is 31924"),
  MOST_PARAMETERS("<count>", "none", "how many <Parameter> a <Stream> keeps; one more is 12200"),
  BROKEN_PIPE_AFTER("<length>", "0s", "how long Twilio takes to notice a broken stream (31903)");

  private static final Pattern NUMBER = Pattern.compile("none|[1-9][0-9]{0,8}");

  private final String shape;
  private final String usual;
  private final String meaning;

  Assumption(String shape, String meaning) {
    this(shape, shape.substring(0, shape.indexOf('|')), meaning);
  }

  Assumption(String shape, String usual, String meaning) {
    this.shape = shape;
    this.usual = usual;
    this.meaning = meaning;
  }

  /// The name as written in options, such as `first-timestamp`.
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The values that it can have.
  public String shape() {
    return shape;
  }

  /// The default value.
  public String usual() {
    return usual;
  }

  /// What it is about, in one line.
  public String meaning() {
    return meaning;
  }

  boolean takes(String value) {
    return switch (shape) {
      case "<length>" -> value.matches(Length.PATTERN);
      case "<bytes>", "<count>" -> NUMBER.matcher(value).matches();
      default -> Arrays.asList(shape.split("\\|")).contains(value);
    };
  }

  static Optional<Assumption> named(String words) {
    return Arrays.stream(values()).filter(one -> one.words().equals(words)).findFirst();
  }
}
