package app.kolan.doctor.remote;

import app.kolan.doctor.CheckRunner;
import app.kolan.doctor.Section;
import app.kolan.doctor.Target;
import java.util.EnumSet;
import java.util.Set;

/// The checks of a server from outside.
public final class RemoteChecks {
  /// What builds on the way to the server.
  private static final Set<Section> OF_CALLS = EnumSet.of(Section.WEBHOOKS, Section.STREAM);

  /// What builds on the TwiML.
  private static final Set<Section> OF_STREAMS = EnumSet.of(Section.STREAM);

  private RemoteChecks() {}

  /// Plans them all, in their order.
  public static void plan(CheckRunner runner, Target target) {
    plan(runner, target, TrustStore.publicOne());
  }

  /// Plans them all, with this trust store.
  static void plan(CheckRunner runner, Target target, TrustStore trust) {
    plan(runner, new Examination(target), trust);
  }

  /// Plans them all as parts of an examination.
  static void plan(CheckRunner runner, Examination examination, TrustStore trust) {
    var addresses = new ServersByAddressCheck(examination);
    runner
        .plan(Section.ADDRESS, new NameCheck(examination), OF_CALLS)
        .plan(Section.ADDRESS, new PortCheck(examination), OF_CALLS)
        .plan(Section.ADDRESS, new TlsCheck(examination, trust), OF_CALLS)
        .plan(Section.ADDRESS, addresses, OF_CALLS)
        .plan(Section.ADDRESS, new EndpointCheck(examination), OF_CALLS)
        .plan(Section.ADDRESS, addresses, OF_CALLS)
        .plan(Section.ADDRESS, new RateCheck(examination))
        .plan(Section.ADDRESS, new ServersCheck(examination), OF_CALLS)
        .plan(Section.ADDRESS, new ArrivalCheck(examination), OF_CALLS)
        .plan(Section.ADDRESS, new ResponsePathCheck(examination))
        .plan(Section.ADDRESS, new OddUrlCheck(examination))
        .plan(Section.ADDRESS, new BodiesCheck(examination))
        .plan(Section.WEBHOOKS, new VoiceCheck(examination), OF_STREAMS)
        .plan(Section.WEBHOOKS, new TwimlCheck(examination), OF_STREAMS)
        .plan(Section.WEBHOOKS, new AddressesCheck(examination))
        .plan(Section.WEBHOOKS, new UnsignedRequestCheck(examination))
        .plan(Section.WEBHOOKS, new SoundsCheck(examination))
        .plan(Section.WEBHOOKS, new PathsCheck(examination))
        .plan(Section.WEBHOOKS, new NextRequestsCheck(examination))
        .plan(Section.STREAM, new StreamUrlCheck(examination))
        .plan(Section.STREAM, new UpgradeCheck(examination))
        .plan(Section.STREAM, new UnsignedSocketCheck(examination))
        .plan(Section.STREAM, new MediaEchoCheck(examination))
        .plan(Section.STREAM, new ForeignStreamCheck(examination))
        .plan(Section.STREAM, new IdleSocketCheck(examination))
        .plan(Section.STREAM, new EndOfCall(examination));
  }
}
