package app.kolan.server.console.page;

import app.kolan.server.campaign.Campaign;
import app.kolan.server.console.settings.ProblemWords;
import app.kolan.server.console.text.Texts;
import app.kolan.server.outbound.Refusal;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why a campaign is paused, or somebody of it is not called, in the language of a page.
final class CampaignReasonText {
  private CampaignReasonText() {}

  /// @return null when it is not paused for a reason
  static @Nullable String pausedFor(Campaign campaign, Texts texts) {
    String why = campaign.pausedFor();
    return why == null ? null : pausedFor(why, texts);
  }

  /// Why a campaign was paused by itself.
  ///
  /// @param why the word of it
  static String pausedFor(String why, Texts texts) {
    return switch (why) {
      case "minutes" -> texts.text("campaign.minutes-reached");
      case "cost" -> texts.text("campaign.cost-reached");
      default -> reason(why, texts);
    };
  }

  /// Why a call was refused, or what became of its order.
  ///
  /// @param word as it is stored; null for no reason
  static @Nullable String of(@Nullable String word, Texts texts) {
    return word == null ? null : reason(word, texts);
  }

  private static String reason(String word, Texts texts) {
    return word.equals("double")
        ? texts.text("campaign.double")
        : refusal(word)
            .map(texts::name)
            .orElseGet(() -> ProblemWords.words(word, texts.language()));
  }

  private static Optional<Refusal> refusal(String word) {
    return Arrays.stream(Refusal.values()).filter(why -> why.word().equals(word)).findFirst();
  }
}
