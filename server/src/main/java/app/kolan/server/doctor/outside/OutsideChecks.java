package app.kolan.server.doctor.outside;

import app.kolan.server.doctor.Examination;
import app.kolan.server.doctor.Patient;
import app.kolan.server.doctor.Section;

/// The checks of a server from outside.
public final class OutsideChecks {
  private OutsideChecks() {}

  /// Plans them all, in their order.
  public static void plan(Examination examination, Patient patient) {
    plan(examination, patient, Trust.publicOne());
  }

  /// Plans them all, with a belief of one's own in certificates.
  static void plan(Examination examination, Patient patient, Trust trust) {
    var chart = new Chart(patient);
    examination
        .plan(Section.ADDRESS, new NameCheck(chart))
        .plan(Section.ADDRESS, new PortCheck(chart))
        .plan(Section.ADDRESS, new TlsCheck(chart, trust))
        .plan(Section.ADDRESS, new FrontDoor(chart))
        .plan(Section.ADDRESS, new RateCheck(chart))
        .plan(Section.ADDRESS, new ArrivalCheck(chart))
        .plan(Section.ADDRESS, new WayBackCheck(chart))
        .plan(Section.ADDRESS, new OddUrlCheck(chart))
        .plan(Section.ADDRESS, new BodiesCheck(chart))
        .plan(Section.WEBHOOKS, new VoiceCheck(chart))
        .plan(Section.WEBHOOKS, new TwimlCheck(chart))
        .plan(Section.WEBHOOKS, new AddressesCheck(chart))
        .plan(Section.WEBHOOKS, new StrangersCheck(chart))
        .plan(Section.WEBHOOKS, new SoundsCheck(chart))
        .plan(Section.WEBHOOKS, new NextRequestsCheck(chart))
        .plan(Section.STREAM, new StreamUrlCheck(chart))
        .plan(Section.STREAM, new UpgradeCheck(chart))
        .plan(Section.STREAM, new UnsignedSocketCheck(chart))
        .plan(Section.STREAM, new TalkCheck(chart))
        .plan(Section.STREAM, new StrangersTalkCheck(chart))
        .plan(Section.STREAM, new QuietWatch(chart))
        .plan(Section.STREAM, new EndOfCall(chart));
  }
}
