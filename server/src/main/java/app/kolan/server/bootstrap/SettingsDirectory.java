package app.kolan.server.bootstrap;

import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.settings.Secret;

/// The directory of the one business that a server's settings describe.
public final class SettingsDirectory {
  private SettingsDirectory() {}

  public static BusinessDirectory of(Config config) {
    return BusinessDirectory.ofOne(businessOf(config));
  }

  /// What the settings say of the business.
  public static BusinessSettings businessOf(Config config) {
    var tokens =
        config.twilio().authTokens().stream().map(token -> new Secret(token.value())).toList();
    return new BusinessSettings(
        BusinessSettings.FIRST_VERSION,
        config.business(),
        new AccountTokens(config.twilio().accountSid(), tokens),
        config.providers(),
        config.prompts());
  }
}
