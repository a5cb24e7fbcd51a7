package app.kolan.doctor.remote;

import app.kolan.doctor.CheckRunner;
import app.kolan.doctor.Section;
import app.kolan.doctor.Target;

/// The checks of a server from outside.
public final class RemoteChecks {
  private RemoteChecks() {}

  /// Plans them all, in their order.
  public static void plan(CheckRunner runner, Target target) {
    plan(runner, target, TrustStore.publicOne());
  }

  /// Plans them all, with this trust store.
  static void plan(CheckRunner runner, Target target, TrustStore trust) {
    var examination = new Examination(target);
    runner
        .plan(Section.ADDRESS, new NameCheck(examination))
        .plan(Section.ADDRESS, new PortCheck(examination))
        .plan(Section.ADDRESS, new TlsCheck(examination, trust))
        .plan(Section.ADDRESS, new EndpointCheck(examination))
        .plan(Section.ADDRESS, new RateCheck(examination))
        .plan(Section.ADDRESS, new ArrivalCheck(examination))
        .plan(Section.ADDRESS, new ResponsePathCheck(examination))
        .plan(Section.ADDRESS, new OddUrlCheck(examination))
        .plan(Section.ADDRESS, new BodiesCheck(examination))
        .plan(Section.WEBHOOKS, new VoiceCheck(examination))
        .plan(Section.WEBHOOKS, new TwimlCheck(examination))
        .plan(Section.WEBHOOKS, new AddressesCheck(examination))
        .plan(Section.WEBHOOKS, new UnsignedRequestCheck(examination))
        .plan(Section.WEBHOOKS, new SoundsCheck(examination))
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
