package app.kolan.server.store.sql;

import app.kolan.twilio.webhook.PhoneNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A row of a result, read as values of the domain. For the stores in SQL, here and in the packages
/// of other features.
public record ResultRow(ResultSet columns) {
  public String text(String name) throws SQLException {
    return columns.getString(name);
  }

  public @Nullable String textOrNull(String name) throws SQLException {
    return columns.getString(name);
  }

  public boolean flag(String name) throws SQLException {
    return columns.getBoolean(name);
  }

  public int number(String name) throws SQLException {
    return columns.getInt(name);
  }

  public long longNumber(String name) throws SQLException {
    return columns.getLong(name);
  }

  public @Nullable Integer numberOrNull(String name) throws SQLException {
    int number = columns.getInt(name);
    return columns.wasNull() ? null : number;
  }

  public @Nullable Long longNumberOrNull(String name) throws SQLException {
    long number = columns.getLong(name);
    return columns.wasNull() ? null : number;
  }

  public PhoneNumber phone(String name) throws SQLException {
    return new PhoneNumber(text(name));
  }

  public @Nullable PhoneNumber phoneOrNull(String name) throws SQLException {
    String number = textOrNull(name);
    return number == null ? null : new PhoneNumber(number);
  }

  public Instant instant(String name) throws SQLException {
    return Instant.ofEpochMilli(columns.getLong(name));
  }

  public @Nullable Instant instantOrNull(String name) throws SQLException {
    long millis = columns.getLong(name);
    return columns.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  public Duration duration(String name) throws SQLException {
    return Duration.ofMillis(columns.getLong(name));
  }

  public @Nullable Duration durationOrNull(String name) throws SQLException {
    long millis = columns.getLong(name);
    return columns.wasNull() ? null : Duration.ofMillis(millis);
  }

  public static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }

  public static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }

  public static @Nullable String text(@Nullable PhoneNumber number) {
    return number == null ? null : number.value();
  }
}
