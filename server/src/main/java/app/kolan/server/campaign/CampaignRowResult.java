package app.kolan.server.campaign;

import app.kolan.server.outbound.CallOrder;
import app.kolan.server.outbound.CallResult;
import app.kolan.twilio.webhook.CallStatus;

/// What came of one person of a campaign.
public enum CampaignRowResult {
  /// He answered.
  TALKED,
  /// An answering machine has the message.
  MESSAGE_LEFT,
  /// His line was busy.
  BUSY,
  /// He did not answer.
  NOT_REACHED,
  /// He is not called: something stands in the way.
  REFUSED,
  /// The campaign was cancelled before he was called.
  CANCELLED,
  /// Twilio did not place the call, or a fault ended it.
  FAILED;

  /// What came of an order that was placed.
  static CampaignRowResult of(CallOrder order, CallResult result) {
    return switch (result) {
      case TALKED -> TALKED;
      case MESSAGE_LEFT -> MESSAGE_LEFT;
      case NOT_REACHED -> order.progress().status() == CallStatus.BUSY ? BUSY : NOT_REACHED;
      case REFUSED -> REFUSED;
      case CANCELLED, EXPIRED -> CANCELLED;
      case FAILED, NOT_TAKEN, RING_NOT_REACHED -> FAILED;
    };
  }
}
