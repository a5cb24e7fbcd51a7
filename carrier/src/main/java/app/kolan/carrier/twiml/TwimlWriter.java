package app.kolan.carrier.twiml;

import java.io.StringWriter;
import java.time.Duration;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/// Writes TwiML as XML. Stateless; safe to share.
public final class TwimlWriter {
  private static final XMLOutputFactory XML = XMLOutputFactory.newDefaultFactory();

  private final XMLStreamWriter out;

  private TwimlWriter(XMLStreamWriter out) {
    this.out = out;
  }

  /// The XML of a document, with its declaration.
  public static String write(Twiml twiml) {
    var text = new StringWriter();
    try {
      XMLStreamWriter out = XML.createXMLStreamWriter(text);
      out.writeStartDocument("UTF-8", "1.0");
      out.writeStartElement("Response");
      var writer = new TwimlWriter(out);
      for (Verb verb : twiml.verbs()) {
        writer.write(verb);
      }
      out.writeEndElement();
      out.writeEndDocument();
      out.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a string can always be written to", e);
    }
    return text.toString();
  }

  private void write(Verb verb) throws XMLStreamException {
    switch (verb) {
      case Verb.Play(var url, var loop) -> {
        out.writeStartElement("Play");
        attribute("loop", loop == 1 ? null : Integer.toString(loop));
        text(url);
      }
      case Verb.Say(var spoken, var voice, var language) -> {
        out.writeStartElement("Say");
        attribute("voice", voice);
        attribute("language", language);
        text(spoken);
      }
      case Verb.Pause(var length) -> {
        out.writeStartElement("Pause");
        attribute("length", seconds(length));
      }
      case Verb.RecordCaller record -> {
        out.writeStartElement("Record");
        attribute("action", record.action());
        attribute("timeout", seconds(record.timeout()));
        attribute("maxLength", seconds(record.maxLength()));
        attribute("playBeep", flag(record.playBeep()));
        attribute("transcribe", flag(record.transcribe()));
        attribute("finishOnKey", record.finishOnKey());
        attribute("recordingStatusCallback", record.recordingStatusCallback());
      }
      case Verb.Gather gather -> {
        out.writeStartElement("Gather");
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
        out.writeStartElement("Connect");
        attribute("action", action);
        write(stream);
      }
      case Verb.Start(var stream) -> {
        out.writeStartElement("Start");
        write(stream);
      }
      case Verb.Stop(var name) -> {
        out.writeStartElement("Stop");
        out.writeStartElement("Stream");
        attribute("name", name);
        out.writeEndElement();
      }
      case Verb.Redirect(var url) -> {
        out.writeStartElement("Redirect");
        text(url);
      }
      case Verb.Dial dial -> {
        out.writeStartElement("Dial");
        attribute("action", dial.action());
        attribute("callerId", dial.callerId());
        attribute("timeout", seconds(dial.timeout()));
        text(dial.number());
      }
      case Verb.Reject(var reason) -> {
        out.writeStartElement("Reject");
        attribute("reason", reason);
      }
      case Verb.Hangup() -> out.writeStartElement("Hangup");
    }
    out.writeEndElement();
  }

  private void write(Verb.Stream stream) throws XMLStreamException {
    out.writeStartElement("Stream");
    attribute("url", stream.url());
    attribute("name", stream.name());
    attribute("track", stream.track());
    attribute("statusCallback", stream.statusCallback());
    for (var parameter : stream.parameters().entrySet()) {
      out.writeEmptyElement("Parameter");
      attribute("name", parameter.getKey());
      attribute("value", parameter.getValue());
    }
    out.writeEndElement();
  }

  private void attribute(String name, @Nullable String value) throws XMLStreamException {
    if (value != null) {
      out.writeAttribute(name, XmlText.allowed(value));
    }
  }

  private void text(String text) throws XMLStreamException {
    out.writeCharacters(XmlText.allowed(text));
  }

  private static @Nullable String seconds(@Nullable Duration duration) {
    return duration == null ? null : Long.toString(duration.toSeconds());
  }

  private static @Nullable String flag(@Nullable Boolean flag) {
    return flag == null ? null : flag.toString();
  }
}
