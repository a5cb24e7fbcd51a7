package app.kolan.server.store.sql;

import app.kolan.twilio.webhook.PhoneNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A row of a result, read as values of the domain.
record ResultRow(ResultSet columns) {
  String text(String name) throws SQLException {
    return columns.getString(name);
  }

  @Nullable String textOrNull(String name) throws SQLException {
    return columns.getString(name);
  }

  boolean flag(String name) throws SQLException {
    return columns.getBoolean(name);
  }

  int number(String name) throws SQLException {
    return columns.getInt(name);
  }

  long longNumber(String name) throws SQLException {
    return columns.getLong(name);
  }

  @Nullable Integer numberOrNull(String name) throws SQLException {
    int number = columns.getInt(name);
    return columns.wasNull() ? null : number;
  }

  PhoneNumber phone(String name) throws SQLException {
    return new PhoneNumber(text(name));
  }

  @Nullable PhoneNumber phoneOrNull(String name) throws SQLException {
    String number = textOrNull(name);
    return number == null ? null : new PhoneNumber(number);
  }

  Instant instant(String name) throws SQLException {
    return Instant.ofEpochMilli(columns.getLong(name));
  }

  @Nullable Instant instantOrNull(String name) throws SQLException {
    long millis = columns.getLong(name);
    return columns.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  Duration duration(String name) throws SQLException {
    return Duration.ofMillis(columns.getLong(name));
  }

  @Nullable Duration durationOrNull(String name) throws SQLException {
    long millis = columns.getLong(name);
    return columns.wasNull() ? null : Duration.ofMillis(millis);
  }

  static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }

  static @Nullable String text(@Nullable PhoneNumber number) {
    return number == null ? null : number.value();
  }
}
