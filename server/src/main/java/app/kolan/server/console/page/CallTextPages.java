package app.kolan.server.console.page;

import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.console.text.Texts;
import app.kolan.server.console.text.Times;
import app.kolan.server.identity.Permission;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Recording;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Stores;
import app.kolan.server.store.Turn;
import org.jspecify.annotations.Nullable;

/// The words of a call as a text file.
public record CallTextPages(Stores stores, PageAudit audit) {
  public void addTo(Routes routes) {
    routes.get(
        "/b/{business}/calls/{call}/words.txt",
        PageAdmission.with(Permission.TRANSCRIPTS_READ),
        this::download);
  }

  private PageAnswer download(PageRequest request) {
    LoggedCall call = CallPages.call(stores, request);
    audit.note(request, "transcript.read", call.sid().value());
    Texts texts = request.texts();
    var text = new StringBuilder("\uFEFF");
    text.append(request.site().name(request.in()))
        .append("\n")
        .append(texts.text("call.from"))
        .append(" ")
        .append(request.ui().phoneText(call.caller()))
        .append(", ")
        .append(request.times().full(call.arrivedAt()))
        .append("\n\n");
    stores.turns().findByCall(call.sid()).forEach(turn -> line(turn, texts, text));
    stores.recordings().findByCall(call.sid()).forEach(message -> message(message, texts, text));
    return PageAnswer.text(200, "text/plain; charset=utf-8", text.toString())
        .with(
            "Content-Disposition", "attachment; filename=\"%s.txt\"".formatted(call.sid().value()));
  }

  private static void line(Turn turn, Texts texts, StringBuilder text) {
    String words = turn.words();
    String keys = turn.keys();
    String unheard = turn.unheard();
    if (words == null && keys == null) {
      return;
    }
    text.append(Times.length(turn.from()))
        .append("  ")
        .append(texts.text(turn.speaker() == Speaker.CALLER ? "talk.caller" : "talk.agent"))
        .append(": ")
        .append(words == null ? texts.text("talk.keys") + " " + keys : words);
    if (unheard != null) {
      text.append(" [").append(texts.text("wave.unheard")).append(": ").append(unheard).append("]");
    }
    text.append("\n");
    translation(turn.translation(), texts, text);
  }

  private static void message(Recording message, Texts texts, StringBuilder text) {
    if (message.words() != null) {
      text.append(texts.text("lead.message")).append(": ").append(message.words()).append("\n");
      translation(message.translation(), texts, text);
    }
  }

  private static void translation(@Nullable String translation, Texts texts, StringBuilder text) {
    if (translation != null) {
      text.append("      ")
          .append(texts.text("talk.translation"))
          .append(" ")
          .append(translation)
          .append("\n");
    }
  }
}
