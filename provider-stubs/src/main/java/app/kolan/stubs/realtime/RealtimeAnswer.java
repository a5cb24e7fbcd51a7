package app.kolan.stubs.realtime;

import app.kolan.twilio.audio.Mulaw;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One response of a stub, as it is streamed: the words ahead of the audio, the audio faster than
/// it plays, then the tool calls.
final class RealtimeAnswer {
  private final RealtimeStubSession session;
  private final OpenAiRealtimeStub stub;
  private final RealtimeStubModel.Reply reply;
  private final Items items;
  private final RealtimeStubSession.@Nullable Ending ending;
  private final String id;
  private final String item;
  private final Mulaw sound;
  private final List<ObjectNode> output = new ArrayList<>();
  private int sent;
  private boolean over;

  RealtimeAnswer(
      RealtimeStubSession session,
      OpenAiRealtimeStub stub,
      RealtimeStubModel.Reply reply,
      Items items,
      RealtimeStubSession.@Nullable Ending ending) {
    this.session = session;
    this.stub = stub;
    this.reply = reply;
    this.items = items;
    this.ending = ending;
    this.id = session.name("resp_");
    this.item = session.name("item_a");
    this.sound = stub.sound(reply.words());
  }

  String id() {
    return id;
  }

  void begin() {
    ObjectNode created = session.event("response.created");
    created.set("response", response("in_progress"));
    session.send(created);
    session.after(stub.thinking(), this::think);
  }

  private void think() {
    if (over) {
      return;
    }
    if (ending != null) {
      end(ending.status(), ending.code());
    } else if (sound.isEmpty()) {
      useTools();
    } else {
      speak();
    }
  }

  private void speak() {
    items.add(item, "assistant");
    ObjectNode added = of("response.output_item.added").put("output_index", 0);
    added.set("item", message("in_progress"));
    session.send(added);
    ObjectNode inConversation = session.event("conversation.item.added");
    inConversation.set("item", message("in_progress"));
    session.send(inConversation);
    ObjectNode part = part("response.content_part.added");
    part.putObject("part").put("type", "audio").put("transcript", "");
    session.send(part);
    for (String word : reply.words().splitWithDelimiters(" ", 0)) {
      session.send(part("response.output_audio_transcript.delta").put("delta", word));
    }
    sendSound();
  }

  private void sendSound() {
    if (over) {
      return;
    }
    int end = sent + Math.toIntExact(stub.delta().toMillis()) * Mulaw.RATE / 1000;
    Mulaw piece = sound.slice(sent, end);
    sent += piece.length();
    items.sounded(item, sent * 1000 / Mulaw.RATE);
    session.send(part("response.output_audio.delta").put("delta", piece.base64()));
    if (sent < sound.length()) {
      session.after(stub.between(), this::sendSound);
    } else {
      session.send(part("response.output_audio.done"));
      session.send(part("response.output_audio_transcript.done").put("transcript", reply.words()));
      endItem(message("completed"));
      useTools();
    }
  }

  private void useTools() {
    for (RealtimeStubModel.Use use : reply.uses()) {
      String call = session.name("call_");
      ObjectNode wanted =
          RealtimeStubSession.object()
              .put("id", session.name("item_f"))
              .put("object", "realtime.item")
              .put("type", "function_call")
              .put("status", "in_progress")
              .put("call_id", call)
              .put("name", use.tool())
              .put("arguments", "");
      items.called(call);
      ObjectNode added = of("response.output_item.added").put("output_index", output.size());
      added.set("item", wanted.deepCopy());
      session.send(added);
      int half = use.arguments().length() / 2;
      for (String delta :
          List.of(use.arguments().substring(0, half), use.arguments().substring(half))) {
        session.send(
            of("response.function_call_arguments.delta").put("call_id", call).put("delta", delta));
      }
      session.send(
          of("response.function_call_arguments.done")
              .put("call_id", call)
              .put("name", use.tool())
              .put("arguments", use.arguments()));
      endItem(wanted.put("status", "completed").put("arguments", use.arguments()));
    }
    end("completed", null);
  }

  private void endItem(ObjectNode whole) {
    output.add(whole);
    ObjectNode done = of("response.output_item.done").put("output_index", output.size() - 1);
    done.set("item", whole.deepCopy());
    session.send(done);
    ObjectNode inConversation = session.event("conversation.item.done");
    inConversation.set("item", whole.deepCopy());
    session.send(inConversation);
  }

  /// Ends it, whatever is still to come.
  ///
  /// @param reason null when it is complete
  void end(String status, @Nullable String reason) {
    if (over) {
      return;
    }
    over = true;
    session.answered(this);
    if (sent > 0 && sent < sound.length()) {
      endItem(message("incomplete"));
    }
    ObjectNode response = response(status);
    if (reason != null) {
      ObjectNode details = response.putObject("status_details").put("type", status);
      if (status.equals("failed") && ending != null) {
        details
            .putObject("error")
            .put("type", ending.type())
            .put("code", ending.code())
            .put("message", "Something about the key sk-SECRET.");
      } else {
        details.put("reason", reason);
      }
    }
    response.set("usage", usage());
    ObjectNode done = session.event("response.done");
    done.set("response", response);
    session.send(done);
  }

  /// The same for every answer.
  private static ObjectNode usage() {
    ObjectNode usage =
        RealtimeStubSession.object()
            .put("total_tokens", 192)
            .put("input_tokens", 150)
            .put("output_tokens", 42);
    ObjectNode in =
        usage
            .putObject("input_token_details")
            .put("text_tokens", 100)
            .put("audio_tokens", 50)
            .put("cached_tokens", 30);
    in.putObject("cached_tokens_details").put("text_tokens", 20).put("audio_tokens", 10);
    usage.putObject("output_token_details").put("text_tokens", 12).put("audio_tokens", 30);
    return usage;
  }

  private ObjectNode response(String status) {
    ObjectNode response =
        RealtimeStubSession.object()
            .put("object", "realtime.response")
            .put("id", id)
            .put("status", status)
            .putNull("status_details")
            .putNull("usage");
    ArrayNode all = response.putArray("output");
    output.forEach(one -> all.add(one.deepCopy()));
    return response;
  }

  private ObjectNode message(String status) {
    ObjectNode message =
        RealtimeStubSession.object()
            .put("id", item)
            .put("object", "realtime.item")
            .put("type", "message")
            .put("status", status)
            .put("role", "assistant");
    ArrayNode content = message.putArray("content");
    if (!status.equals("in_progress")) {
      content.addObject().put("type", "output_audio").put("transcript", reply.words());
    }
    return message;
  }

  private ObjectNode part(String type) {
    return of(type).put("item_id", item).put("output_index", 0).put("content_index", 0);
  }

  private ObjectNode of(String type) {
    return session.event(type).put("response_id", id);
  }
}
