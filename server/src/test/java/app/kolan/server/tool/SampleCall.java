package app.kolan.server.tool;

import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.CallContext;
import app.kolan.server.business.TransferTargets;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import java.util.List;

/// The business and the call that most tests tell about.
final class SampleCall {
  static final String ACCOUNT = "AC00000000000000000000000000000001";
  static final CallSid CALL = call(1);
  static final PhoneNumber CALLER = new PhoneNumber("+972501234567");
  static final PhoneNumber CALLED = new PhoneNumber("+97237654321");
  static final PhoneNumber HUMAN = new PhoneNumber("+972529876543");
  static final PhoneNumber SALES = new PhoneNumber("+972521111111");
  static final Instant NOON = Instant.parse("2026-11-22T10:00:00.123Z");
  static final Business BUSINESS =
      new Business(Business.FIRST, "test", HUMAN, AnswerMode.CONVERSE, BusinessProfile.NONE);

  private SampleCall() {}

  static CallSid call(int number) {
    return new CallSid("CA%032d".formatted(number));
  }

  static CallContext facts() {
    return context(CALL, BUSINESS, CALLER, false);
  }

  static CallContext simulated() {
    return context(CALL, BUSINESS, CALLER, true);
  }

  static CallContext context(
      CallSid call, Business business, PhoneNumber caller, boolean simulated) {
    return new CallContext(call, caller, ACCOUNT, BusinessSettings.of(business), simulated);
  }

  static BusinessProfile withSales() {
    var sales = new TransferTargets.Target("sales", SALES, "prices and orders");
    return BusinessProfile.builder().transfers(new TransferTargets(List.of(sales))).build();
  }
}
