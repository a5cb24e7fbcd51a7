package app.kolan.server.aftercall;

import app.kolan.server.business.BusinessSettings;
import app.kolan.server.store.CallSummary;
import app.kolan.server.store.Stores;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives a call its summary: by a language model where there is one and there are words, by the
/// call's facts otherwise. What a summary was made of is stored with it, so that nothing is asked
/// twice, and asked anew once there are more words.
final class Summariser {
  private static final Logger LOG = LoggerFactory.getLogger(Summariser.class);

  /// What an interim summary is made of.
  private static final String INTERIM = "";

  private final Stores stores;
  private final InstantSource clock;

  Summariser(Stores stores, InstantSource clock) {
    this.stores = stores;
    this.clock = clock;
  }

  /// Makes the summary, unless it is there.
  ///
  /// @param models those that may be asked
  /// @param isInterim whether there will be more words soon; then no model is asked yet
  /// @param isLast whether the facts make it for good when no model works now
  /// @return whether it is worth trying again later, since no model worked
  boolean summarise(
      FinishedCall facts,
      BusinessSettings settings,
      List<SummaryModel> models,
      boolean isInterim,
      boolean isLast)
      throws InterruptedException {
    if (!facts.hasContent()) {
      return false;
    }
    String json = facts.json();
    String source = hash(json);
    Optional<CallSummary> known = stores.callSummaries().find(facts.call().sid());
    if (known.filter(summary -> summary.source().equals(source)).isPresent()) {
      return false;
    }
    if (models.isEmpty() || !facts.hasWords()) {
      save(byFacts(facts, models.isEmpty() || !isInterim ? source : INTERIM), known);
      return false;
    }
    if (isInterim) {
      if (known.isEmpty()) {
        save(byFacts(facts, INTERIM), known);
      }
      return false;
    }
    var form = new SummaryForm(settings.business());
    return switch (ModelSummary.write(models, form, json)) {
      case ModelSummary.Result.Written(SummaryForm.Answer answer, String model) -> {
        save(
            new CallSummary(
                facts.call().sid(),
                facts.call().businessId(),
                answer.summary(),
                answer.subject().or(() -> SummaryWithoutModel.subject(facts)).orElse(null),
                answer.fields(),
                model,
                source,
                clock.instant()),
            known);
        yield false;
      }
      case ModelSummary.Result.Invalid(String model, String why) -> {
        LOG.atWarn()
            .addKeyValue("call", facts.call().sid())
            .addKeyValue("model", model)
            .addKeyValue("problem", why)
            .log("a language model's summary does not fit; the call's facts make it");
        save(byFacts(facts, source), known);
        yield false;
      }
      case ModelSummary.Result.Failed(var failure) -> {
        LOG.atWarn()
            .addKeyValue("call", facts.call().sid())
            .addKeyValue("problem", failure.getMessage())
            .addKeyValue("given_up", isLast)
            .log("a call could not be summarised by a language model");
        if (isLast || known.isEmpty()) {
          save(byFacts(facts, isLast ? source : INTERIM), known);
        }
        yield !isLast;
      }
    };
  }

  private static CallSummary byFacts(FinishedCall facts, String source, InstantSource clock) {
    return new CallSummary(
        facts.call().sid(),
        facts.call().businessId(),
        SummaryWithoutModel.text(facts),
        SummaryWithoutModel.subject(facts).orElse(null),
        Map.of(),
        CallSummary.BY_FACTS,
        source,
        clock.instant());
  }

  private CallSummary byFacts(FinishedCall facts, String source) {
    return byFacts(facts, source, clock);
  }

  /// A summary by a model is better than facts, even when some words have come since.
  private void save(CallSummary made, Optional<CallSummary> known) {
    boolean isWorse =
        made.madeBy().equals(CallSummary.BY_FACTS)
            && known.filter(before -> !before.madeBy().equals(CallSummary.BY_FACTS)).isPresent();
    CallSummary kept = known.orElse(made);
    stores
        .callSummaries()
        .save(
            isWorse
                ? new CallSummary(
                    kept.call(),
                    kept.business(),
                    kept.summary(),
                    kept.subject(),
                    kept.fields(),
                    kept.madeBy(),
                    made.source(),
                    kept.madeAt())
                : made);
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, 32);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
