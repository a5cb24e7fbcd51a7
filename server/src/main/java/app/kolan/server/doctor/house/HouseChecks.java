package app.kolan.server.doctor.house;

import app.kolan.server.config.Config;
import app.kolan.server.config.ConfigDraft;
import app.kolan.server.config.PublicUrl;
import app.kolan.server.config.Setting;
import app.kolan.server.doctor.Examination;
import app.kolan.server.doctor.Section;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// The checks of this machine, in their order. What cannot be looked at with these settings is left
/// out.
public final class HouseChecks {
  private HouseChecks() {}

  public static void plan(Examination examination, ConfigDraft draft) {
    Config config = draft.config();
    var clock = InstantSource.system();
    examination
        .plan(Section.HOUSE, new SettingsCheck(draft))
        .plan(Section.HOUSE, new CredentialsCheck(draft))
        .plan(Section.HOUSE, new PublicUrlCheck(config.publicUrl(), config.business().mode()))
        .plan(Section.HOUSE, new HumanNumberCheck(draft));
    if (draft.isSound(Setting.DATA)) {
      examination
          .plan(Section.HOUSE, new DataFolderCheck(config.data()))
          .plan(Section.HOUSE, DiskSpaceCheck.of(config.data()))
          .plan(Section.HOUSE, new LedgerCheck(config.data(), clock));
    }
    if (draft.isSound(Setting.PROMPTS)) {
      examination.plan(Section.HOUSE, new PromptsCheck(config.prompts()));
    }
    if (draft.isSound(Setting.PORT)) {
      examination
          .plan(Section.HOUSE, new PortCheck(config.host(), config.port()))
          .plan(Section.HOUSE, new RefusedCheck(new LocalServer(config.host(), config.port())));
    }
    examination
        .plan(Section.HOUSE, new MachineCheck(Machine.here()))
        .plan(Section.HOUSE, new ClockCheck(timeSources(config), clock));
  }

  /// Who is asked for the time: whoever answers first.
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
