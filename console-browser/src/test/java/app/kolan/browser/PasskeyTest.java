package app.kolan.browser;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.bootstrap.Config;
import app.kolan.server.bootstrap.Identities;
import app.kolan.server.bootstrap.PhoneServer;
import app.kolan.server.bootstrap.TwilioByHand;
import app.kolan.server.identity.EmailAddress;
import app.kolan.server.identity.PasswordCost;
import app.kolan.server.identity.TestPasswords;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.settings.Secret;
import app.kolan.server.telephony.TwilioSettings;
import app.kolan.simulator.FreePort;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Passkeys, with Chromium's own authenticator for tests. Browsers take `localhost` for safe, which
/// the other tests' address is not.
@Tag("socket")
@ExtendWith(BrowserSupport.class)
class PasskeyTest {
  private static final String PASSKEY = "main .row:has(input[name=passkey])";

  private static final String OWNER = "owner@example.com";

  private final ConsoleWorld world;

  @TempDir private Path data;

  PasskeyTest(ConsoleWorld world) {
    this.world = world;
  }

  @Test
  void somebody_makes_a_passkey_signs_in_by_it_and_removes_it() throws Exception {
    int port = FreePort.find();
    String origin = "http://localhost:" + port;
    var twilio =
        new TwilioSettings(
            TwilioByHand.ACCOUNT,
            List.of(new Secret(TwilioByHand.TOKEN)),
            URI.create("http://127.0.0.1:9"));
    Config config =
        Config.builder(twilio, data)
            .with(PasswordCost.GROUP, TestPasswords.CHEAP)
            .port(port)
            .publicUrl(PublicUrl.parse(origin).orElseThrow())
            .build();
    try (PhoneServer server = PhoneServer.start(config);
        BrowserContext context =
            world.browser().newContext(new Browser.NewContextOptions().setBaseURL(origin))) {
      context.setDefaultTimeout(60_000);
      Identities.of(server)
          .users()
          .add(EmailAddress.of(OWNER), "", true, Map.of(), TestSite.PASSWORD, AuditActor.COMMAND);
      Page page = context.newPage();
      addAuthenticator(context.newCDPSession(page));
      page.navigate("/console/login?next=/profile");
      page.fill("input[name=email]", OWNER);
      page.fill("input[name=password]", TestSite.PASSWORD);
      page.click("main form:not([data-passkey]) button[type=submit]");

      page.fill("form[data-passkey] input[name=name]", "הטלפון שלי");
      page.click("form[data-passkey] button[type=submit]");
      page.waitForSelector(PASSKEY);
      assertThat(page.locator(PASSKEY + " bdi").innerText()).isEqualTo("הטלפון שלי");

      context.clearCookies();
      page.navigate("/console/login?next=/profile");
      page.click("form[data-passkey] button[type=submit]");
      page.waitForSelector(PASSKEY);
      assertThat(page.url()).endsWith("/console/profile");
      assertThat(page.locator(PASSKEY + " .row-when").innerText()).contains("שימוש אחרון");

      page.click(PASSKEY + " summary");
      page.click(PASSKEY + " button[type=submit]");
      page.waitForSelector("#flash p");
      assertThat(page.locator(PASSKEY).count()).isZero();
      context.clearCookies();
      page.navigate("/console/login");
      page.click("form[data-passkey] button[type=submit]");
      page.waitForSelector("[role=alert]");
    }
  }

  /// As a telephone that asks for a finger, which it gets.
  private static void addAuthenticator(CDPSession session) {
    session.send("WebAuthn.enable");
    JsonObject options =
        JsonParser.parseString(
                """
                {"options": {"protocol": "ctap2", "transport": "internal", "hasResidentKey": true,
                  "hasUserVerification": true, "isUserVerified": true,
                  "automaticPresenceSimulation": true}}
                """)
            .getAsJsonObject();
    session.send("WebAuthn.addVirtualAuthenticator", options);
  }
}
