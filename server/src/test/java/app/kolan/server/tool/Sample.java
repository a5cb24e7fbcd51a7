package app.kolan.server.tool;

import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.TransferTargets;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import java.util.List;

/// The business and the call that most tests tell about.
final class Sample {
  static final CallSid CALL = call(1);
  static final PhoneNumber CALLER = new PhoneNumber("+972501234567");
  static final PhoneNumber CALLED = new PhoneNumber("+97237654321");
  static final PhoneNumber HUMAN = new PhoneNumber("+972529876543");
  static final PhoneNumber SALES = new PhoneNumber("+972521111111");
  static final Instant NOON = Instant.parse("2026-11-22T10:00:00.123Z");
  static final Business BUSINESS =
      new Business(Business.FIRST, "test", HUMAN, AnswerMode.CONVERSE, BusinessProfile.NONE);

  private Sample() {}

  static CallSid call(int number) {
    return new CallSid("CA%032d".formatted(number));
  }

  static ToolContext facts() {
    return new ToolContext(CALL, BUSINESS, CALLER, false);
  }

  static ToolContext simulated() {
    return new ToolContext(CALL, BUSINESS, CALLER, true);
  }

  static BusinessProfile withSales() {
    var sales = new TransferTargets.Target("sales", SALES, "prices and orders");
    return new BusinessProfile(
        "",
        null,
        new TransferTargets(List.of(sales)),
        List.of(),
        false,
        null,
        null,
        BusinessProfile.NONE.lexicon());
  }
}
