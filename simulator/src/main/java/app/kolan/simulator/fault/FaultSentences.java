package app.kolan.simulator.fault;

import app.kolan.simulator.sentence.Grammar;
import app.kolan.simulator.sentence.Grammar.Sentence;
import app.kolan.simulator.sentence.Length;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The sentences that faults are written as, and what each means.
final class FaultSentences {
  /// A sentence, and its meaning in one line.
  record Kind(Sentence<Fault> sentence, String meaning) {}

  private static final String PATH = "(?<path>\\*|/[^\\s#?]*)";
  private static final String WEBHOOK = "webhook " + PATH + " ";
  private static final String TIMES = "(?: (?<times>once|twice|[1-9][0-9]{0,3} times))?";
  private static final String BY = " by (?<time>" + Length.PATTERN + ")";
  private static final String FOR = " for (?<time>" + Length.PATTERN + ")";
  private static final String STATUS = "(?<status>[2-5][0-9]{2})";
  private static final String COUNT = "[1-9][0-9]{0,5}";
  private static final String FRAME = "(?<frame>" + COUNT + ")";
  private static final String CODE = "(?<code>1000|1001|1008|1011|[34][0-9]{3})";
  private static final String POINTS =
      Arrays.stream(CallStep.Point.values()).map(CallStep::words).collect(Collectors.joining("|"));

  static final List<Kind> ALL =
      List.of(
          kind(
              "webhook /path is lost [once]",
              "webhook /path is lost",
              WEBHOOK + "is lost" + TIMES,
              line -> new Fault.WebhookLost(path(line), times(line)),
              "it never reaches the server: 11205 after two attempts, then the fallback"),
          kind(
              "webhook /path is slow by 20s [once]",
              "webhook /path is slow by",
              WEBHOOK + "is slow" + BY + TIMES,
              line -> new Fault.WebhookSlow(path(line), time(line), times(line)),
              "the answer takes so much longer; past 15 s 11200, then the fallback"),
          kind(
              "webhook /path is sent twice [once]",
              "webhook /path is sent twice",
              WEBHOOK + "is sent twice" + TIMES,
              line -> new Fault.WebhookTwice(path(line), times(line)),
              "the first answer is lost and the same request comes again, with the same token"),
          kind(
              "webhook /path comes after the next [once]",
              "webhook /path comes after the next",
              WEBHOOK + "comes after the next" + TIMES,
              line -> new Fault.WebhookOvertaken(path(line), times(line)),
              "the request after it overtakes it; without one it is two seconds late"),
          kind(
              "webhook /path is answered 502 [once]",
              "webhook /path is answered",
              WEBHOOK + "is answered " + STATUS + TIMES,
              line -> new Fault.WebhookAnswered(path(line), status(line), times(line)),
              "something on the way answers for the server: 11200, or 11770 for a success"),
          kind(
              "webhook /path is garbled [once]",
              "webhook /path is garbled",
              WEBHOOK + "is garbled" + TIMES,
              line -> new Fault.WebhookGarbled(path(line), times(line)),
              "what answers does not speak HTTP: 11206"),
          kind(
              "webhook /path breaks in TLS [once]",
              "webhook /path breaks in TLS",
              WEBHOOK + "breaks in TLS" + TIMES,
              line -> new Fault.WebhookTls(path(line), times(line)),
              "what answers does not speak TLS: 11220"),
          kind(
              "handshake is answered 403 [once]",
              "handshake is answered",
              "handshake is answered " + STATUS + TIMES,
              line -> new Fault.HandshakeAnswered(status(line), times(line)),
              "something on the way answers for the server instead of 101: 31920"),
          kind(
              "handshake is never answered [once]",
              "handshake is never answered",
              "handshake is never answered" + TIMES,
              line -> new Fault.HandshakeUnanswered(times(line)),
              "the connection opens and stays silent: 31901"),
          kind(
              "handshake is lost [once]",
              "handshake is lost",
              "handshake is lost" + TIMES,
              line -> new Fault.HandshakeLost(times(line)),
              "nobody listens at the server's address: 31902"),
          kind(
              "handshake breaks in TLS [once]",
              "handshake breaks in TLS",
              "handshake breaks in TLS" + TIMES,
              line -> new Fault.HandshakeTls(times(line)),
              "what answers does not speak TLS: 31910"),
          kind(
              "socket resets at frame 100",
              "socket resets at frame",
              "socket resets at frame " + FRAME,
              line -> new Fault.SocketReset(number(line, "frame")),
              "both ends get a TCP reset: 31903"),
          kind(
              "socket goes half-open at frame 100 [for 5s]",
              "socket goes half-open at frame",
              "socket goes half-open at frame " + FRAME + "(?:" + FOR + ")?",
              line -> new Fault.SocketHalfOpen(number(line, "frame"), timeOrNull(line)),
              "bytes neither arrive nor leave, TCP stays; noticed after that time (31903) or"
                  + " never"),
          kind(
              "socket is closed by the carrier|server at frame 100 [with 1011]",
              "socket is closed by the",
              "socket is closed by the (?<by>carrier|server) at frame "
                  + FRAME
                  + "(?: with "
                  + CODE
                  + ")?",
              FaultSentences::closed,
              "one side closes the WebSocket in the middle; by the server: 31921"),
          kind(
              "frames are late by 60ms",
              "frames are late by",
              "frames are late" + BY,
              line -> new Fault.FramesLate(time(line)),
              "all that is sent on a stream comes so much later"),
          kind(
              "frames jitter by 40ms",
              "frames jitter by",
              "frames jitter" + BY,
              line -> new Fault.FramesJitter(time(line)),
              "each message of a stream is late by up to so much, as the seed says; the order"
                  + " stays"),
          kind(
              "frames come in bursts of 10",
              "frames come in bursts of",
              "frames come in bursts of (?<of>" + COUNT + ")",
              line -> new Fault.FramesInBursts(number(line, "of")),
              "nothing comes, then so many frames at once, and so on"),
          kind(
              "frames have gaps of 5 every 100",
              "frames have gaps of",
              "frames have gaps of (?<of>" + COUNT + ") every (?<every>" + COUNT + ")",
              line -> new Fault.FramesLost(number(line, "of"), number(line, "every")),
              "so many frames of every so many are lost: 31930"),
          kind(
              "marks are late by 300ms",
              "marks are late by",
              "marks are late" + BY,
              line -> new Fault.MarksLate(time(line)),
              "marks come back so much later than they were reached"),
          kind(
              "status callbacks are doubled|reordered|missing",
              "status callbacks are",
              "status callbacks are (?<trouble>doubled|reordered|missing)",
              FaultSentences::callbacks,
              "each callback comes twice, or each two change places, or none comes"),
          kind(
              "recording is never ready",
              "recording is never ready",
              "recording is never ready",
              _ -> new Fault.RecordingNever(),
              "a recording is not found, and nobody is told of it"),
          kind(
              "recording is missing for 10s",
              "recording is missing for",
              "recording is missing" + FOR,
              line -> new Fault.RecordingMissing(time(line)),
              "a recording is not found (404) for so long after the server was told of it"),
          kind(
              "recording is truncated [twice]",
              "recording is truncated",
              "recording is truncated" + TIMES,
              line ->
                  new Fault.RecordingTruncated(
                      line.group("times") == null ? Repetition.ONCE : times(line)),
              "the first fetch of a recording breaks off in the middle"),
          kind(
              "rest answers 429 [twice]",
              "rest answers",
              "rest answers " + STATUS + TIMES,
              line -> new Fault.RestAnswers(status(line), times(line)),
              "the REST interface answers so when it is asked about the call"),
          kind(
              "rest is never answered [once]",
              "rest is never answered",
              "rest is never answered" + TIMES,
              line -> new Fault.RestUnanswered(times(line)),
              "the REST interface takes requests about the call, and stays silent"),
          kind(
              "rest loses the answer to a new call [once]",
              "rest loses the answer to a new call",
              "rest loses the answer to a new call" + TIMES,
              line -> new Fault.NewCallAnswerLost(times(line)),
              "a call that the server places is placed, and the answer never arrives"),
          kind(
              "message is undelivered with 30003 [once]",
              "message is undelivered with",
              "message is undelivered with (?<code>[1-9][0-9]{4})" + TIMES,
              line -> new Fault.MessageUndelivered(number(line, "code"), times(line)),
              "a message that the server sends is taken, and does not arrive"),
          kind(
              "messages are late by 5s",
              "messages are late by",
              "messages are late" + BY,
              line -> new Fault.MessageLate(time(line)),
              "what becomes of a message is told so much later"),
          kind(
              "caller hangs up at %s|frame 120|webhook /path".formatted(POINTS),
              "caller hangs up at",
              "caller hangs up at (?:frame "
                  + FRAME
                  + "|webhook (?<path>/[^\\s#?]*)|(?<point>"
                  + POINTS
                  + "))",
              line -> new Fault.CallerHangsUp(stage(line)),
              "the caller hangs up at that step, whatever the story says"));

  static final Grammar<Fault> GRAMMAR = new Grammar<>(ALL.stream().map(Kind::sentence).toList());

  private FaultSentences() {}

  /// The shape of the sentence that a line is most like, whatever path it names.
  static String nearest(String line) {
    return GRAMMAR.nearest(line.replaceFirst("^webhook\\s+\\S+", "webhook /path"));
  }

  private static Kind kind(
      String shape,
      String opening,
      String pattern,
      Function<Matcher, Fault> fault,
      String meaning) {
    return new Kind(Grammar.sentence(shape, opening, pattern, fault), meaning);
  }

  private static Fault closed(Matcher line) {
    boolean byCarrier = line.group("by").equals("carrier");
    return new Fault.SocketClosed(
        byCarrier ? Fault.SocketClosed.By.CARRIER : Fault.SocketClosed.By.SERVER,
        number(line, "frame"),
        line.group("code") == null ? 1000 : number(line, "code"));
  }

  private static Fault callbacks(Matcher line) {
    String trouble = line.group("trouble").toUpperCase(Locale.ROOT);
    return new Fault.StatusCallbacks(Fault.StatusCallbacks.Trouble.valueOf(trouble));
  }

  private static CallStep stage(Matcher line) {
    if (line.group("frame") != null) {
      return new CallStep.Frame(number(line, "frame"));
    }
    return line.group("path") != null
        ? new CallStep.Asking(path(line))
        : CallStep.Point.valueOf(line.group("point").toUpperCase(Locale.ROOT));
  }

  private static String path(Matcher line) {
    return Objects.requireNonNull(line.group("path"));
  }

  private static int status(Matcher line) {
    return number(line, "status");
  }

  private static int number(Matcher line, String group) {
    return Integer.parseInt(line.group(group));
  }

  private static Duration time(Matcher line) {
    return Length.of(line.group("time"));
  }

  private static @Nullable Duration timeOrNull(Matcher line) {
    return line.group("time") == null ? null : time(line);
  }

  private static Repetition times(Matcher line) {
    String written = line.group("times");
    if (written == null) {
      return Repetition.ALWAYS;
    }
    return switch (written) {
      case "once" -> Repetition.ONCE;
      case "twice" -> new Repetition(2);
      default -> new Repetition(Integer.parseInt(written.split(" ", 2)[0]));
    };
  }
}
