package io.github.arc2faceij.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Networks that are opened when they are first asked for, one of each type, and closed together. */
final class OpenNetworks implements AutoCloseable {

    private final Map<Class<?>, AutoCloseable> networks = new LinkedHashMap<>();

    /**
     * @param type of the network
     * @param open opens it; what it throws leaves nothing behind
     * @return the network
     */
    <N extends AutoCloseable> N get(Class<N> type, Supplier<N> open) {
        AutoCloseable network = networks.get(type);
        if (network == null) {
            network = open.get();
            networks.put(type, network);
        }
        return type.cast(network);
    }

    @Override
    public void close() {
        while (!networks.isEmpty()) {
            Class<?> type = networks.keySet().iterator().next();
            try {
                networks.remove(type).close();
            } catch (Exception e) {
                throw new IllegalStateException("a network could not be closed", e);
            }
        }
    }
}
