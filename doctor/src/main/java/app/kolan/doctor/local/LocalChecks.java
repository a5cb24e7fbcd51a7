package app.kolan.doctor.local;

import app.kolan.doctor.Check;
import app.kolan.doctor.CheckRunner;
import app.kolan.doctor.Section;
import app.kolan.server.bootstrap.Config;
import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.prompts.PromptSettings;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.store.PostgresAddress;
import app.kolan.server.store.StoreSettings;
import app.kolan.server.store.s3.S3Settings;
import app.kolan.server.web.ManagementAddress;
import app.kolan.server.web.ManagementAddressReader;
import app.kolan.server.web.WebSettings;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// The checks of this machine, in their order. What these settings do not allow to check is left
/// out.
public final class LocalChecks {
  private LocalChecks() {}

  public static void plan(CheckRunner examination, ConfigDraft draft) {
    Config config = draft.config();
    var clock = InstantSource.system();
    examination
        .plan(Section.HOUSE, new SettingsCheck(draft))
        .plan(Section.HOUSE, new CredentialsCheck(draft))
        .plan(Section.HOUSE, new PublicUrlCheck(config.publicUrl(), config.business().mode()))
        .plan(Section.HOUSE, new HumanNumberCheck(draft));
    if (draft.isSound(StoreSettings.DATA)) {
      examination
          .plan(Section.HOUSE, new DataFolderCheck(config.data()))
          .plan(Section.HOUSE, DiskSpaceCheck.of(config.data()))
          .plan(Section.HOUSE, ledger(draft, clock));
    }
    S3Settings.Bucket sounds = config.get(S3Settings.GROUP).bucket();
    if (sounds != null) {
      examination.plan(Section.HOUSE, new SoundStoreCheck(sounds));
    }
    if (draft.isSound(PromptSettings.PROMPTS)) {
      examination.plan(Section.HOUSE, new PromptsCheck(config.prompts()));
    }
    if (draft.isSound(WebSettings.PORT) && draft.isSound(ManagementAddressReader.MANAGEMENT_PORT)) {
      var server = new LocalServer(config.host(), config.port());
      ManagementAddress address = config.management();
      var management = new LocalServer(address.host(), address.port());
      examination
          .plan(Section.HOUSE, new LocalPortCheck(server, management, address.chosen()))
          .plan(Section.HOUSE, new RejectedRequestsCheck(server, management));
    }
    examination
        .plan(Section.HOUSE, new MachineCheck(HostMachine.here()))
        .plan(Section.HOUSE, new ClockCheck(timeSources(config), clock));
  }

  private static Check ledger(ConfigDraft draft, InstantSource clock) {
    StoreSettings store = draft.config().store();
    PostgresAddress server = store.database();
    return server == null
        ? new LedgerCheck(store.data(), clock)
        : new DatabaseServerCheck(store, server);
  }

  /// The sources of the time: the first that responds is used.
  private static List<URI> timeSources(Config config) {
    var sources = new ArrayList<URI>();
    sources.add(config.twilio().apiUrl());
    PublicUrl publicUrl = config.publicUrl();
    if (publicUrl != null) {
      sources.add(URI.create(publicUrl.web("/")));
    }
    return sources;
  }
}
