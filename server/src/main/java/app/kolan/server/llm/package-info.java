/// Language models: the port, and the providers' chat APIs behind it, over LangChain4j.
@NullMarked
package app.kolan.server.llm;

import org.jspecify.annotations.NullMarked;
