package app.kolan.server.aftercall;

import app.kolan.server.llm.LanguageModel;

/// A language model that writes summaries.
///
/// @param name as `provider/model`
record SummaryModel(String name, LanguageModel model) {}
