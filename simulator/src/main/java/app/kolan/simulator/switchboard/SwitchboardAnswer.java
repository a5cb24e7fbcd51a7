package app.kolan.simulator.switchboard;

import app.kolan.simulator.CallReport;
import app.kolan.twilio.audio.Wav;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// What the switchboard answers.
sealed interface SwitchboardAnswer {
  int status();

  String contentType();

  byte[] bytes();

  record Json(int status, String text) implements SwitchboardAnswer {
    @Override
    public String contentType() {
      return "application/json";
    }

    @Override
    public byte[] bytes() {
      return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }
  }

  /// The sound of a call, the caller left and the agent right.
  record Sound(CallReport report) implements SwitchboardAnswer {
    @Override
    public int status() {
      return 200;
    }

    @Override
    public String contentType() {
      return "audio/wav";
    }

    @Override
    public byte[] bytes() {
      return Wav.stereo(report.callerSide(), report.agentSide());
    }
  }

  /// What cannot be done, and what would help.
  static SwitchboardAnswer error(int status, String what, String remedy) {
    return json(
        status,
        json -> {
          json.writeStringField("error", what);
          json.writeStringField("remedy", remedy);
        });
  }

  /// Writes what is inside of an object.
  interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  static SwitchboardAnswer json(int status, Fields fields) {
    var text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string can always be written to", e);
    }
    return new Json(status, text.toString());
  }
}
