package app.kolan.server.agent;

import app.kolan.stubs.llm.ChatTurn;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.realtime.RealtimeStubModel;
import java.util.ArrayList;
import java.util.List;

/// A realtime model that books appointments as [BookingModel] does. For one call.
final class BookingSpeechModel implements RealtimeStubModel {
  private final BookingModel booking;
  private final List<ChatTurn> turns = new ArrayList<>();

  BookingSpeechModel(BookingModel booking) {
    this.booking = booking;
  }

  @Override
  public synchronized Reply answer(Asked asked) {
    if (!asked.heard().isEmpty()) {
      turns.add(new ChatTurn.FromUser(asked.heard()));
    }
    asked.outcomes().forEach(result -> turns.add(new ChatTurn.Outcome("a tool", result)));
    if (turns.isEmpty()) {
      return Reply.says("כן?");
    }
    ModelReply reply = booking.reply(turns);
    var uses = new ArrayList<Use>();
    for (ModelReply.Piece piece : reply.pieces()) {
      if (piece instanceof ModelReply.Piece.Use(var tool, var arguments)) {
        uses.add(new Use(tool, arguments));
        turns.add(new ChatTurn.Use("use-" + turns.size(), tool, arguments));
      }
    }
    if (!reply.said().isEmpty()) {
      turns.add(new ChatTurn.FromModel(reply.said()));
    }
    return new Reply(reply.said(), uses);
  }
}
