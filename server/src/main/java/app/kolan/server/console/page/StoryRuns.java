package app.kolan.server.console.page;

import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.console.http.PageProblem;
import app.kolan.server.console.http.PageProblem.Kind;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.directory.DocumentReader.Reading;
import app.kolan.server.directory.SettingsVersion;
import app.kolan.server.stories.PlayedStory;
import app.kolan.server.stories.StoryPlayer;
import java.util.List;

/// Plays the stories of a version of settings for pages. Safe to share.
public record StoryRuns(SettingsAccess settings, StoryPlayer player) {
  /// What a page says of the stories of a version.
  ///
  /// @param count how many it has
  /// @param playable whether there is somebody who answers them by text
  /// @param played what came of them; empty when they were not played now
  public record Stories(int count, boolean playable, List<PlayedStory> played) {
    public Stories {
      played = List.copyOf(played);
    }

    public long failed() {
      return played.stream().filter(story -> !story.passed()).count();
    }
  }

  /// Those of a version, not played.
  Stories of(PageRequest request, SettingsVersion version) {
    BusinessSettings read = read(request, version);
    return new Stories(read.business().profile().stories().size(), canPlay(read), List.of());
  }

  /// Plays those of a version, if there are some that can be played.
  ///
  /// @throws PageProblem when too many are played at once
  Stories play(PageRequest request, SettingsVersion version) {
    BusinessSettings read = read(request, version);
    int count = read.business().profile().stories().size();
    if (count == 0 || !canPlay(read)) {
      return new Stories(count, canPlay(read), List.of());
    }
    try {
      return new Stories(
          count, true, player.play(read).orElseThrow(() -> new PageProblem(Kind.BUSY)));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new PageProblem(Kind.BUSY);
    }
  }

  private static boolean canPlay(BusinessSettings read) {
    return read.business().mode() == AnswerMode.CONVERSE && StoryPlayer.canPlay(read);
  }

  /// A version as calls would have it; without stories when it cannot be used.
  private BusinessSettings read(PageRequest request, SettingsVersion version) {
    Reading reading = settings.administration().reading(request.in(), version);
    return reading.problems().isEmpty()
        ? new BusinessSettings(
            version.version(),
            reading.business(),
            new AccountTokens("", List.of()),
            reading.providers(),
            null)
        : BusinessSettings.of(reading.business());
  }
}
