package app.kolan.lab.replay;

import app.kolan.server.calltrace.SentAudio;
import app.kolan.server.calltrace.TraceResult;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Describes actions in words, for readers who do not know the program.
final class ActionText {
  private ActionText() {}

  static String of(ObservedAction action) {
    return switch (action) {
      case ObservedAction.Answer(_, _, var path, var status, var instructions) ->
          instructions.isEmpty()
              ? "answers %s with %d".formatted(path, status)
              : "answers %s with %d: %s".formatted(path, status, String.join(" ", instructions));
      case ObservedAction.Unasked(_, _, var path) -> "is not asked for %s".formatted(path);
      case ObservedAction.Speech speech ->
          "says %s%s, %s, in frame %d%s"
              .formatted(
                  spoken(speech),
                  speech.cutOff() ? " (cut off)" : "",
                  seconds(speech.samples()),
                  speech.place().frames(),
                  marks(speech));
      case ObservedAction.Clear(var place) ->
          "throws away what is queued, in frame " + place.frames();
      case ObservedAction.Close(var place, var code) ->
          "closes the stream with %d, in frame %d".formatted(code, place.frames());
      case ObservedAction.Stream(_, var path) -> "opens the stream " + path;
      case ObservedAction.Result(_, var result) -> result(result);
    };
  }

  static String kind(ObservedAction action) {
    return switch (action) {
      case ObservedAction.Answer _, ObservedAction.Unasked _ -> "answer";
      case ObservedAction.Speech _ -> "speech";
      case ObservedAction.Clear _ -> "clear";
      case ObservedAction.Close _ -> "close";
      case ObservedAction.Stream _ -> "stream";
      case ObservedAction.Result _ -> "result";
    };
  }

  /// What is said, as the object of a sentence.
  static String spoken(ObservedAction.Speech speech) {
    if (speech.prompt().isEmpty()) {
      return "a sound that is no prompt of this Kolan";
    }
    return speech.prompt().equals(SentAudio.DIGITS) ? "the digits of a number" : speech.prompt();
  }

  static String seconds(int samples) {
    return String.format(Locale.ROOT, "%.2f s", (double) samples / Mulaw.RATE);
  }

  /// How far behind a place another one is.
  static String later(int frames) {
    double seconds = Math.abs(frames) * 0.02;
    return String.format(
        Locale.ROOT,
        "%.2f s (%d frames) %s",
        seconds,
        Math.abs(frames),
        frames > 0 ? "later" : "earlier");
  }

  private static String marks(ObservedAction.Speech speech) {
    return speech.marks().isEmpty() ? "" : ", marks " + names(speech);
  }

  static String names(ObservedAction.Speech speech) {
    List<String> names = speech.marks().stream().map(ObservedAction.Mark::name).toList();
    return names.size() < 3
        ? String.join(" ", names)
        : "%s to %s (%d)".formatted(names.getFirst(), names.getLast(), names.size());
  }

  private static String result(TraceResult result) {
    TraceResult.LeadFacts lead = result.lead();
    return "ends as %s, with %s".formatted(result.outcome(), lead == null ? "no lead" : lead(lead));
  }

  private static String lead(TraceResult.LeadFacts lead) {
    var known = new ArrayList<String>();
    if (lead.reason()) {
      known.add("the reason");
    }
    if (lead.name()) {
      known.add("the name");
    }
    if (!lead.callback().isEmpty()) {
      known.add("the number " + number(lead.callback()));
    }
    if (lead.recording()) {
      known.add("a message");
    }
    return "a lead (%s): %s"
        .formatted(lead.state(), known.isEmpty() ? "nothing" : String.join(", ", known));
  }

  static String number(String number) {
    return number.isEmpty() ? "none" : new PhoneNumber(number).masked();
  }
}
