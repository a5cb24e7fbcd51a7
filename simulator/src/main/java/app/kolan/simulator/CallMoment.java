package app.kolan.simulator;

import app.kolan.simulator.fault.Fault;
import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.twiml.TwimlReading;
import app.kolan.twilio.twiml.Verb;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A notable event in a simulated call.
public sealed interface CallMoment {
  /// When, in the call's own time since it began to ring.
  Duration at();

  /// What happened, in a few English words for a reader who does not know the protocol. Contains no
  /// caller's words and no full phone number.
  String words();

  /// One line of a printout: the time in seconds, and what happened.
  default String line() {
    return String.format(Locale.ROOT, "%7.2f s  %s", at().toMillis() / 1000.0, words());
  }

  /// The server was asked what to do.
  ///
  /// @param millis how long it took, in real time
  /// @param status 0 when there was no answer
  record WebhookAnswered(Duration at, URI url, int status, long millis, String body)
      implements CallMoment {
    @Override
    public String words() {
      return status == 0
          ? "the carrier asks %s and gets no answer".formatted(url.getPath())
          : "the carrier asks %s what to do; the server answers %d in %d ms"
              .formatted(url.getPath(), status, millis);
    }
  }

  /// Twilio's interpretation of the answer.
  record TwimlJudged(Duration at, TwimlReading reading) implements CallMoment {
    @Override
    public String words() {
      return switch (reading) {
        case TwimlReading.Understood(var twiml, var findings) ->
            "the instructions are: "
                + twiml.verbs().stream().map(CallMoment::nameOf).collect(Collectors.joining(", "))
                + (findings.isEmpty() ? "" : " (with " + findings.size() + " warnings)");
        case TwimlReading.Refused(var finding) ->
            "the answer is no instructions: " + finding.detail();
      };
    }
  }

  /// The carrier answers the call; both sides' audio begins here.
  record CallAnswered(Duration at) implements CallMoment {
    @Override
    public String words() {
      return "the call is answered";
    }
  }

  record PlayStarted(Duration at, URI url, Duration length) implements CallMoment {
    @Override
    public String words() {
      return "the carrier plays %s (%s)".formatted(url.getPath(), seconds(length));
    }
  }

  record SayStarted(Duration at, String text, @Nullable String voice, Duration length)
      implements CallMoment {
    @Override
    public String words() {
      return "the carrier's own voice reads a text (%s)".formatted(seconds(length));
    }
  }

  record GatherStarted(Duration at) implements CallMoment {
    @Override
    public String words() {
      return "the carrier waits for keys";
    }
  }

  /// Keys were collected.
  record Gathered(Duration at, String digits) implements CallMoment {
    @Override
    public String words() {
      return digits.isEmpty() ? "no key came" : digits.length() + " keys came";
    }

    @Override
    public String toString() {
      return "Gathered[" + at + ", " + digits.length() + " keys]";
    }
  }

  /// A stream is open.
  record StreamOpened(Duration at, String streamSid, URI url, boolean twoWay)
      implements CallMoment {
    @Override
    public String words() {
      return "the %s stream to %s is open"
          .formatted(twoWay ? "two-way" : "listening", url.getPath());
    }
  }

  /// The carrier sent an event on a stream; single media messages are not recorded.
  record EventSent(Duration at, String streamSid, StreamEvent event) implements CallMoment {
    @Override
    public String words() {
      return switch (event) {
        case StreamEvent.Connected _ -> "the carrier says on the stream: connected";
        case StreamEvent.Started _ -> "the carrier says on the stream: start";
        case StreamEvent.Media _ -> "the carrier sends audio";
        case StreamEvent.Dtmf _ -> "the caller presses a key";
        case StreamEvent.MarkReached(var _, var name) -> "mark %s comes back".formatted(name);
        case StreamEvent.Stopped _ -> "the carrier says on the stream: stop";
        case StreamEvent.Unknown(var name) -> "the carrier says on the stream: " + name;
      };
    }
  }

  /// The server sent a command on a stream. Consecutive media messages are one moment.
  ///
  /// @param name the mark's name; empty for the others
  /// @param audio for media, its length; for a mark, the audio queued before it; for a clear, the
  ///   audio discarded
  record CommandReceived(Duration at, Command command, String name, Duration audio)
      implements CallMoment {
    /// The kinds of commands.
    public enum Command {
      MEDIA,
      MARK,
      CLEAR
    }

    @Override
    public String words() {
      return switch (command) {
        case MEDIA -> "the server sends %s of speech".formatted(seconds(audio));
        case MARK -> "the server sets mark %s behind %s of speech".formatted(name, seconds(audio));
        case CLEAR -> "the server throws away %s of speech not yet heard".formatted(seconds(audio));
      };
    }
  }

  /// The caller heard the agent say something.
  ///
  /// @param prompt the known prompt; null for any other sound
  /// @param whole whether the prompt was heard to its end
  record AgentSpoke(Duration at, @Nullable String prompt, Duration from, Duration to, boolean whole)
      implements CallMoment {
    @Override
    public String words() {
      String what = prompt == null ? "something" : "“" + prompt + "”";
      String cut = prompt != null && !whole ? ", and was cut off" : "";
      return "the agent said %s (from %s to %s%s)".formatted(what, seconds(from), seconds(to), cut);
    }
  }

  /// The caller said something.
  ///
  /// @param clip null for free words
  record CallerSpoke(Duration at, @Nullable String clip, Duration from, Duration to)
      implements CallMoment {
    @Override
    public String words() {
      String what = clip == null ? "something" : "“" + clip + "”";
      return "the caller said %s (from %s to %s)".formatted(what, seconds(from), seconds(to));
    }
  }

  /// The caller began to speak while the agent was speaking.
  record Interrupted(Duration at) implements CallMoment {
    @Override
    public String words() {
      return "the caller interrupts";
    }
  }

  /// A stream is over.
  ///
  /// @param closeCode of the WebSocket; 1006 when it broke
  record StreamEnded(Duration at, String streamSid, By by, int closeCode) implements CallMoment {
    /// Who ended it.
    public enum By {
      CARRIER("the carrier closes the stream"),
      SERVER("the server closes the stream"),
      NOBODY("the stream breaks off");

      private final String words;

      By(String words) {
        this.words = words;
      }
    }

    @Override
    public String words() {
      return "%s (%d)".formatted(by.words, closeCode);
    }
  }

  record RecordingStarted(Duration at) implements CallMoment {
    @Override
    public String words() {
      return "the carrier records the caller";
    }
  }

  /// The caller left a message.
  ///
  /// @param recordingSid null when he said nothing, so that there is no recording
  record Recorded(Duration at, @Nullable String recordingSid, Duration length)
      implements CallMoment {
    @Override
    public String words() {
      return recordingSid == null
          ? "the caller left no message"
          : "the caller left a message of " + seconds(length);
    }
  }

  /// Another number was called.
  record Dialled(Duration at, PhoneNumber number, String status) implements CallMoment {
    @Override
    public String words() {
      return "the carrier calls %s: %s".formatted(number.masked(), status);
    }
  }

  /// The caller has heard ringing, in which silence is a part of the tone.
  ///
  /// @param country whose ringing it was, as Twilio writes it, such as `il`
  /// @param from where it begins in what the caller heard
  /// @param to where it ends there
  record Rang(Duration at, String country, Duration from, Duration to) implements CallMoment {
    @Override
    public String words() {
      return "the caller heard it ring for %s".formatted(seconds(to.minus(from)));
    }
  }

  /// The server received a status callback.
  ///
  /// @param status the reported status, such as `stream-started` or `completed`
  /// @param answer the server's HTTP status; 0 when there was none
  record StatusSent(Duration at, URI url, String status, int answer) implements CallMoment {
    @Override
    public String words() {
      return "the carrier tells %s: %s; the server answers %s"
          .formatted(url.getPath(), status, answer == 0 ? "nothing" : answer);
    }
  }

  /// Twilio would raise this problem in its Debugger.
  record ProblemRaised(Duration at, Problem problem, String detail) implements CallMoment {
    @Override
    public String words() {
      return "%s %d, %s: %s"
          .formatted(
              problem.level().name().toLowerCase(Locale.ROOT),
              problem.code(),
              problem.name(),
              detail);
    }
  }

  /// The network failed on purpose, or the caller left.
  record FaultPlayed(Duration at, Fault fault) implements CallMoment {
    @Override
    public String words() {
      return "fault: " + fault.line();
    }
  }

  /// The call is over.
  ///
  /// @param length from the answer
  record CallEnded(Duration at, CallEnd reason, Duration length) implements CallMoment {
    @Override
    public String words() {
      return "the call ends after %s: %s".formatted(seconds(length), reason.words());
    }
  }

  private static String nameOf(Verb verb) {
    return switch (verb) {
      case Verb.RecordCaller _ -> "Record";
      case Verb.Connect _ -> "Connect to a stream";
      case Verb.Start _ -> "Start a stream";
      default -> verb.getClass().getSimpleName();
    };
  }

  private static String seconds(Duration length) {
    return String.format(Locale.ROOT, "%.2f s", length.toMillis() / 1000.0);
  }
}
