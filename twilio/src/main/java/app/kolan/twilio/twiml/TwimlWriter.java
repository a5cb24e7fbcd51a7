package app.kolan.twilio.twiml;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Writes TwiML as XML. Stateless and thread-safe.
///
/// Durations are written in whole seconds, which is all that TwiML has; a rest is dropped.
public final class TwimlWriter {
  private final StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
  private final Deque<String> open = new ArrayDeque<>();
  private boolean inTag;

  private TwimlWriter() {}

  /// The XML of a document, with its declaration.
  public static String write(Twiml twiml) {
    var writer = new TwimlWriter();
    writer.start("Response");
    for (Verb verb : twiml.verbs()) {
      writer.write(verb);
    }
    writer.end();
    return writer.xml.toString();
  }

  private void write(Verb verb) {
    switch (verb) {
      case Verb.Play(var url, var loop) -> {
        start("Play");
        attribute("loop", loop == 1 ? null : Integer.toString(loop));
        text(url);
      }
      case Verb.Say(var spoken, var voice, var language) -> {
        start("Say");
        attribute("voice", voice);
        attribute("language", language);
        text(spoken);
      }
      case Verb.Pause(var length) -> {
        start("Pause");
        attribute("length", seconds(length));
      }
      case Verb.RecordCaller record -> {
        start("Record");
        attribute("action", record.action());
        attribute("timeout", seconds(record.timeout()));
        attribute("maxLength", seconds(record.maxLength()));
        attribute("playBeep", flag(record.playBeep()));
        attribute("transcribe", flag(record.transcribe()));
        attribute("finishOnKey", record.finishOnKey());
        attribute("recordingStatusCallback", record.recordingStatusCallback());
      }
      case Verb.Gather gather -> {
        start("Gather");
        attribute("input", gather.input());
        attribute("action", gather.action());
        attribute("timeout", seconds(gather.timeout()));
        Integer digits = gather.numDigits();
        attribute("numDigits", digits == null ? null : Integer.toString(digits));
        attribute("finishOnKey", gather.finishOnKey());
        attribute("language", gather.language());
        for (Verb.Prompting prompt : gather.prompts()) {
          write(prompt);
        }
      }
      case Verb.Connect(var action, var stream) -> {
        start("Connect");
        attribute("action", action);
        write(stream);
      }
      case Verb.Start(var stream) -> {
        start("Start");
        write(stream);
      }
      case Verb.Stop(var name) -> {
        start("Stop");
        start("Stream");
        attribute("name", name);
        end();
      }
      case Verb.Redirect(var url) -> {
        start("Redirect");
        text(url);
      }
      case Verb.Dial dial -> {
        start("Dial");
        attribute("action", dial.action());
        attribute("callerId", dial.callerId());
        attribute("timeout", seconds(dial.timeout()));
        attribute("answerOnBridge", dial.answerOnBridge() ? "true" : null);
        attribute("ringTone", dial.ringTone());
        Verb.DialRecording recording = dial.recording();
        attribute("record", recording == null ? null : recording.mode());
        attribute("recordingStatusCallback", recording == null ? null : recording.statusCallback());
        if (dial.whisper() == null && dial.statusCallback() == null) {
          text(dial.number());
        } else {
          start("Number");
          attribute("url", dial.whisper());
          attribute("statusCallback", dial.statusCallback());
          attribute(
              "statusCallbackEvent",
              dial.statusCallback() == null ? null : "initiated ringing answered completed");
          text(dial.number());
          end();
        }
      }
      case Verb.Reject(var reason) -> {
        start("Reject");
        attribute("reason", reason);
      }
      case Verb.Hangup() -> start("Hangup");
    }
    end();
  }

  private void write(Verb.Stream stream) {
    start("Stream");
    attribute("url", stream.url());
    attribute("name", stream.name());
    attribute("track", stream.track());
    attribute("statusCallback", stream.statusCallback());
    for (var parameter : stream.parameters().entrySet()) {
      start("Parameter");
      attribute("name", parameter.getKey());
      attribute("value", parameter.getValue());
      end();
    }
    end();
  }

  private void start(String name) {
    closeTag();
    xml.append('<').append(name);
    open.push(name);
    inTag = true;
  }

  private void attribute(String name, @Nullable String value) {
    if (value != null) {
      xml.append(' ').append(name).append("=\"").append(XmlText.attribute(value)).append('"');
    }
  }

  private void text(String text) {
    closeTag();
    xml.append(XmlText.content(text));
  }

  private void end() {
    String name = open.pop();
    if (inTag) {
      xml.append("/>");
    } else {
      xml.append("</").append(name).append('>');
    }
    inTag = false;
  }

  private void closeTag() {
    if (inTag) {
      xml.append('>');
    }
    inTag = false;
  }

  private static @Nullable String seconds(@Nullable Duration duration) {
    return duration == null ? null : Long.toString(duration.toSeconds());
  }

  private static @Nullable String flag(@Nullable Boolean flag) {
    return flag == null ? null : flag.toString();
  }
}
