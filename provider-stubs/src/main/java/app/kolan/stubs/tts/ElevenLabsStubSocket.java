package app.kolan.stubs.tts;

import app.kolan.stubs.StubSocket;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// One connection to ElevenLabs' dialogue socket. A protocol error closes all of it.
final class ElevenLabsStubSocket {
  private static final int MOST_CONTEXTS = 5;

  private final VoiceStub voice;
  private final StubSocket talk;
  private final Map<String, Context> contexts = new HashMap<>();

  ElevenLabsStubSocket(VoiceStub voice, StubSocket talk) {
    this.voice = voice;
    this.talk = talk;
  }

  /// A text, and what was requested for it since.
  private static final class Context {
    private final Set<String> voices = new HashSet<>();
    private final StringBuilder text = new StringBuilder();
    private boolean talking;
    private boolean closing;
  }

  void hear(JsonNode message) {
    if (message.path("close_socket").asBoolean()) {
      talk.close(1000, "");
      return;
    }
    String id = message.path("context_id").asText();
    Context context = contexts.get(id);
    if (id.isEmpty()) {
      ElevenLabsStub.fail(talk, "missing_context_id");
    } else if (context == null) {
      begin(id, message);
    } else if (context.closing) {
      ElevenLabsStub.fail(talk, "context_is_closing");
    } else if (message.path("inputs").isArray()) {
      hearInputs(context, message.path("inputs"));
    } else if (message.path("flush").asBoolean()) {
      say(id, context);
    } else if (message.path("close_context").asBoolean()) {
      context.closing = true;
      say(id, context);
    }
  }

  private void begin(String id, JsonNode message) {
    if (!message.path("voices").isArray() || message.path("voices").size() != 1) {
      ElevenLabsStub.fail(talk, "missing_voices");
    } else if (contexts.size() >= MOST_CONTEXTS) {
      ElevenLabsStub.fail(talk, "too_many_concurrent_contexts");
    } else {
      var context = new Context();
      message.path("voices").forEach(name -> context.voices.add(name.asText()));
      contexts.put(id, context);
    }
  }

  private void hearInputs(Context context, JsonNode inputs) {
    for (JsonNode input : inputs) {
      if (!context.voices.contains(input.path("voice_id").asText())) {
        ElevenLabsStub.fail(talk, "unregistered_voice");
        return;
      }
      context.text.append(input.path("text").asText());
    }
  }

  /// Speaks the text of the context, then handles what was requested meanwhile.
  private void say(String id, Context context) {
    if (context.talking) {
      return;
    }
    String text = context.text.toString().strip();
    context.text.setLength(0);
    if (!text.isEmpty()) {
      context.talking = true;
      voice.inPieces(
          voice.phoneSound(text),
          talk::after,
          piece -> talk.send(about(id).put("audio", piece).putNull("alignment").toString()),
          () -> {
            context.talking = false;
            talk.send(about(id).put("is_final_audio_for_turn", true).toString());
            if (context.closing || !context.text.isEmpty()) {
              say(id, context);
            }
          });
    } else if (context.closing && contexts.remove(id) != null) {
      talk.send(about(id).put("is_final", true).toString());
    }
  }

  private static ObjectNode about(String id) {
    return StubJson.object().put("context_id", id);
  }
}
