package app.kolan.bench.report;

import java.util.function.Function;

/// One figure of each row.
///
/// @param title what it is, in a few words with the unit
/// @param figure how it reads in a row
record Column(String title, Function<ReportRow, String> figure) {}
