package app.kolan.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/// How much the log says, where a command has something better to say itself.
final class LogLevel {
  private LogLevel() {}

  /// Warnings and errors alone.
  static void quiet() {
    if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      root.setLevel(Level.WARN);
    }
  }

  /// Warnings and errors alone, unless another level than the usual one was asked for.
  static void quietUnlessAsked() {
    if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root
        && Level.INFO.equals(root.getLevel())) {
      root.setLevel(Level.WARN);
    }
  }
}
