package app.kolan.server.aftercall;

import app.kolan.server.business.BusinessLocale;
import app.kolan.server.llm.ToolCallAnswer;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.WrittenLanguage;
import app.kolan.server.store.Recording;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Stores;
import app.kolan.server.store.Turn;
import app.kolan.server.tool.InvalidArguments;
import app.kolan.twilio.webhook.CallSid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives what was said in another language than the business's its translation, if the caller spoke
/// it. What is translated is stored, and asked for no more.
final class Translator {
  private static final Logger LOG = LoggerFactory.getLogger(Translator.class);

  /// What is asked for at once: an answer of a model has its length.
  private static final int MOST_LINES = 20;

  private static final int MOST_LETTERS = 2000;

  /// Of a call that is longer, the rest stays as it was said.
  private static final int MOST_REQUESTS = 15;

  private final Stores stores;

  Translator(Stores stores) {
    this.stores = stores;
  }

  /// Translates what is not yet.
  ///
  /// @param models those that may be asked
  /// @return whether it is worth trying again later, since no model worked
  boolean translate(FinishedCall facts, BusinessLocale locale, List<SummaryModel> models)
      throws InterruptedException {
    WrittenLanguage into = WrittenLanguage.ofTag(locale.language()).orElse(null);
    if (into == null || models.isEmpty()) {
      return false;
    }
    List<TranscriptLine> foreign =
        TranscriptLine.of(facts).stream()
            .filter(line -> line.hasLetters() && line.language() != into)
            .toList();
    if (foreign.stream().noneMatch(line -> line.speaker() == Speaker.CALLER)) {
      return false;
    }
    List<TranscriptLine> left =
        foreign.stream().filter(line -> line.translation() == null).toList();
    for (List<TranscriptLine> some : parts(left)) {
      if (!translate(facts.call().sid(), some, into, models)) {
        return true;
      }
    }
    return false;
  }

  private static List<List<TranscriptLine>> parts(List<TranscriptLine> lines) {
    var parts = new ArrayList<List<TranscriptLine>>();
    var part = new ArrayList<TranscriptLine>();
    int letters = 0;
    for (TranscriptLine line : lines) {
      int more = line.text().length();
      if (!part.isEmpty() && (part.size() == MOST_LINES || letters + more > MOST_LETTERS)) {
        parts.add(List.copyOf(part));
        part.clear();
        letters = 0;
      }
      part.add(line);
      letters += more;
    }
    if (!part.isEmpty()) {
      parts.add(List.copyOf(part));
    }
    return parts.subList(0, Math.min(parts.size(), MOST_REQUESTS));
  }

  /// @return whether a model has answered, well or not
  private boolean translate(
      CallSid call, List<TranscriptLine> lines, WrittenLanguage into, List<SummaryModel> models)
      throws InterruptedException {
    var form = new TranslationForm(into, lines);
    for (SummaryModel model : models) {
      try {
        Map<TranscriptLine, String> translations =
            form.take(ToolCallAnswer.read(model.model(), form.input(), TranslationForm.TOOL));
        store(translations);
        LOG.atInfo()
            .addKeyValue("call", call)
            .addKeyValue("model", model.name())
            .addKeyValue("lines", translations.size())
            .log("words of a call were translated");
        return true;
      } catch (InvalidArguments e) {
        LOG.atWarn()
            .addKeyValue("call", call)
            .addKeyValue("model", model.name())
            .addKeyValue("problem", e.problem())
            .log("a language model's translation does not fit");
        return true;
      } catch (ProviderFailure failure) {
        LOG.atWarn()
            .addKeyValue("call", call)
            .addKeyValue("problem", failure.getMessage())
            .log("words of a call could not be translated");
      }
    }
    return false;
  }

  private void store(Map<TranscriptLine, String> translations) {
    var turns = new LinkedHashMap<Turn, String>();
    translations.forEach(
        (line, text) -> {
          switch (line) {
            case TranscriptLine.OfTurn(Turn turn) -> turns.put(turn, text);
            case TranscriptLine.OfMessage(_, Recording message) ->
                stores.recordings().addTranslation(message, text);
          }
        });
    if (!turns.isEmpty()) {
      stores.turns().addTranslations(turns);
    }
  }
}
