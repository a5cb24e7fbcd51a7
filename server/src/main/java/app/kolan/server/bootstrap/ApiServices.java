package app.kolan.server.bootstrap;

import app.kolan.server.api.Api;
import app.kolan.server.api.DeferredApi;
import app.kolan.server.api.SelfService;
import app.kolan.server.api.sql.SqlIdempotencyStore;
import app.kolan.server.crm.Crm;
import app.kolan.server.directory.SecretCipher;
import app.kolan.server.identity.RelyingParty;
import app.kolan.server.prompts.SoundStore;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.store.sql.SqlStores;
import app.kolan.server.usage.UsageReports;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.time.ZoneId;

/// The API, and who may use it. On the part of the database that calls do not need.
record ApiServices(IdentityServices identity, PasswordMails passwordMails, DeferredApi api)
    implements AutoCloseable {

  static ApiServices open(
      Config config,
      Infrastructure foundations,
      Vertx vertx,
      Crm crm,
      UsageReports usage,
      RenderedSounds sounds,
      Api.Privacy privacy,
      InstantSource clock) {
    SecretCipher cipher = DirectoryServices.cipher(config);
    IdentityServices identity =
        IdentityServices.open(foundations.limited(), new CipherSealer(cipher), clock);
    PasswordMails passwordMails = PasswordMails.open(config, vertx, identity, clock);
    PublicUrl publicUrl = config.publicUrl();
    var self =
        new SelfService(
            identity.sessions(),
            identity.secondFactors(),
            identity.passkeys(),
            identity.passwordChoice(),
            passwordMails.reset(),
            publicUrl == null ? null : RelyingParty.of(publicUrl));
    DirectoryServices directories = foundations.directories();
    var api =
        new Api(
            new SqlStores(foundations.limited()),
            foundations.audioFiles(),
            new SqlIdempotencyStore(foundations.limited()),
            cipher,
            directories.store(),
            directories.accounts(),
            directories.administration(),
            directories.directory()::refresh,
            identity.authenticator(),
            identity.keys(),
            identity.users(),
            identity.signIn(),
            self,
            identity.auditLog(),
            identity.auditReader(),
            crm,
            foundations.directory(),
            foundations.events(),
            usage,
            business -> zone(config, foundations, business),
            SoundStore.in(config.data()),
            sounds,
            privacy,
            clock);
    return new ApiServices(identity, passwordMails, new DeferredApi(vertx, api));
  }

  /// By whose clocks the months of a business begin: its own, and those of the server's own
  /// settings for one that has none yet.
  private static ZoneId zone(Config config, Infrastructure foundations, long business) {
    return foundations
        .directory()
        .find(business, Long.MAX_VALUE)
        .map(settings -> settings.business().locale().zone())
        .orElseGet(() -> config.business().locale().zone());
  }

  @Override
  public void close() {
    api.close();
    passwordMails.close();
    identity.close();
  }
}
