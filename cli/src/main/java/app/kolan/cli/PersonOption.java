package app.kolan.cli;

import app.kolan.server.business.CallbackNumber;
import app.kolan.twilio.webhook.PhoneNumber;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// A person in the options of a command.
final class PersonOption {
  private PersonOption() {}

  /// A number as somebody typed it.
  ///
  /// @throws ParameterException when it is none
  static PhoneNumber number(CommandSpec spec, String typed, String country) {
    PhoneNumber number = CallbackNumber.ofCaller(PhoneNumber.ofTwilio(typed), country);
    if (!number.isDialable()) {
      throw new ParameterException(
          spec.commandLine(), "--number takes a telephone number, such as +972501234567.");
    }
    return number;
  }
}
