package app.kolan.server.telephony;

import app.kolan.server.settings.PastedText;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.settings.Secret;
import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsGroup;
import app.kolan.server.settings.SettingsSource;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The account at Twilio.
///
/// @param authTokens at least one; the first is used for REST calls
/// @param apiUrl the base of the REST API, without a `/` at its end
public record TwilioSettings(String accountSid, List<Secret> authTokens, URI apiUrl) {
  public static final Setting ACCOUNT_SID =
      new Setting(
          "TWILIO_ACCOUNT_SID",
          "twilio.account-sid",
          "the account's identifier, `AC` and 32 hexadecimal digits",
          "none: `serve` refuses to start");

  public static final Setting AUTH_TOKEN =
      new Setting(
          "TWILIO_AUTH_TOKEN",
          "twilio.auth-token",
          "the account's auth token; during a rotation several, separated by commas, the one for REST"
              + " calls first",
          "none: `serve` refuses to start");

  public static final Setting API_URL =
      new Setting("TWILIO_API_URL", "twilio.api-url", "base of Twilio's REST API", "Twilio's own");

  public static final SettingsGroup<TwilioSettings> GROUP =
      SettingsGroup.of(TwilioSettings::read, ACCOUNT_SID, AUTH_TOKEN, API_URL);

  private static final URI TWILIO_API = URI.create("https://api.twilio.com");

  public TwilioSettings {
    authTokens = List.copyOf(authTokens);
  }

  private static TwilioSettings read(SettingsSource source) {
    return new TwilioSettings(accountSid(source), authTokens(source), apiUrl(source));
  }

  private static String accountSid(SettingsSource source) {
    String text = source.text(ACCOUNT_SID).orElse("");
    if (text.isEmpty()) {
      source.problem(
          ACCOUNT_SID,
          "not set",
          "set it to the Account SID of the Twilio Console; without it requests cannot be trusted");
    } else if (!text.matches("AC[0-9a-fA-F]{32}")) {
      source.problem(
          ACCOUNT_SID,
          seenInPlaceOfSid(text),
          "an Account SID is AC and 32 hexadecimal digits; copy it from the Twilio Console");
    }
    return text;
  }

  /// What stands where an Account SID should be. It may be a token that got into the wrong
  /// variable.
  private static String seenInPlaceOfSid(String text) {
    Optional<String> foreign = PastedText.foreignCharacter(text);
    if (foreign.isPresent()) {
      return "a text with " + foreign.get();
    }
    if (text.matches("[A-Z]{2}[0-9a-fA-F]{32}")) {
      return "an identifier that begins with " + text.substring(0, 2);
    }
    return text.startsWith("AC")
        ? "%s, %d characters in place of 34".formatted(text, text.length())
        : "a text of %d characters that does not begin with AC".formatted(text.length());
  }

  private static List<Secret> authTokens(SettingsSource source) {
    List<Secret> tokens =
        Arrays.stream(source.text(AUTH_TOKEN).orElse("").split(",", -1))
            .map(PastedText::clean)
            .filter(token -> !token.isEmpty())
            .map(Secret::new)
            .toList();
    if (tokens.isEmpty()) {
      source.problem(
          AUTH_TOKEN,
          "not set",
          "set it to the Auth Token of the Twilio Console; without it every call would get 403");
    }
    tokens.forEach(token -> judge(token.value(), source));
    return tokens;
  }

  private static void judge(String token, SettingsSource source) {
    Optional<String> foreign = PastedText.foreignCharacter(token);
    if (foreign.isPresent()) {
      source.problem(
          AUTH_TOKEN,
          "a text with " + foreign.get(),
          "no token has such a character; copy it again from the Twilio Console");
    } else if (!token.matches("[0-9a-fA-F]{32}")) {
      source.warn(
          "%s has %s where Twilio's have 32 hexadecimal digits: with a wrong token every call gets 403. Copy it again from the Twilio Console"
              .formatted(
                  AUTH_TOKEN.environment(),
                  token.matches("(AC|SK).{32}")
                      ? "an identifier that begins with " + token.substring(0, 2)
                      : token.length() + " characters"));
    }
  }

  private static URI apiUrl(SettingsSource source) {
    Optional<String> text = source.text(API_URL);
    if (text.isEmpty()) {
      return TWILIO_API;
    }
    Optional<PublicUrl> url = PublicUrl.parse(text.get());
    if (url.isEmpty()) {
      source.problem(API_URL, text.get(), "give an http or https URL without a query");
    }
    return url.map(PublicUrl::toString).map(URI::create).orElse(TWILIO_API);
  }
}
