// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for libFuzzer where there is none: runs a fuzz target over its seeds and over two hundred thousand damaged copies of them, the same in
// every run. `replay FOLDER [ROUNDS]`; a crash or a broken promise of the target ends it.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace {

using Bytes = std::vector<std::uint8_t>;

void run(const Bytes &bytes)
{
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

/// A byte flipped, a piece cut, doubled or put in from another seed: what lines and broken senders do.
Bytes damaged(Bytes bytes, const Bytes &other, std::mt19937 &random)
{
    const auto place = [&random](const Bytes &in) { return static_cast<std::ptrdiff_t>(in.empty() ? 0 : random() % in.size()); };
    const auto length = [&random](const Bytes &in, std::ptrdiff_t from) {
        return static_cast<std::ptrdiff_t>(random() % (static_cast<std::size_t>(static_cast<std::ptrdiff_t>(in.size()) - from) + 1));
    };
    for (unsigned changes = 1 + random() % 4; changes > 0; --changes) {
        const auto at = place(bytes);
        switch (random() % 4) {
        case 0:
            if (!bytes.empty())
                bytes[static_cast<std::size_t>(at)] = static_cast<std::uint8_t>(random());
            break;
        case 1:
            bytes.erase(bytes.begin() + at, bytes.begin() + at + length(bytes, at));
            break;
        case 2: {
            const Bytes piece(bytes.begin() + at, bytes.begin() + at + length(bytes, at));
            bytes.insert(bytes.begin() + at, piece.begin(), piece.end());
            break;
        }
        default: {
            const auto from = place(other);
            bytes.insert(bytes.begin() + at, other.begin() + from, other.begin() + from + length(other, from));
        }
        }
    }
    return bytes;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2) {
        std::fputs("usage: replay FOLDER [ROUNDS]\n", stderr);
        return 2;
    }
    std::vector<Bytes> seeds;
    for (const auto &entry : std::filesystem::directory_iterator(argv[1])) {
        std::ifstream file(entry.path(), std::ios::binary);
        seeds.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    std::sort(seeds.begin(), seeds.end()); // a folder tells its files in any order
    if (seeds.empty()) {
        std::fputs("no seed there\n", stderr);
        return 1;
    }
    for (const auto &seed : seeds)
        run(seed);
    std::mt19937 random(1);
    const int rounds = argc > 2 ? std::atoi(argv[2]) : 200'000;
    for (int i = 0; i < rounds; ++i)
        run(damaged(seeds[random() % seeds.size()], seeds[random() % seeds.size()], random));
    std::printf("%zu seeds, %d damaged copies\n", seeds.size(), rounds);
    return 0;
}
