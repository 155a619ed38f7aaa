// A web server on this machine that plays a publisher: files by path, cut transfers, ranges, and a
// count of what was asked for.
#pragma once

#include <arpa/inet.h>
#include <atomic>
#include <map>
#include <mutex>
#include <netinet/in.h>
#include <optional>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace todoku::test {

/// What stands at one address.
struct Published {
    std::string body;
    int status = 200;
    std::size_t cut_after = std::string::npos; ///< bytes of the body that the first answer sends
};

/// Answers GET on 127.0.0.1 from the moment it exists; whole HTTP/1.1 answers with Content-Length
/// and ETag, one connection a request.
class Publisher {
public:
    Publisher() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (socket_ < 0 || ::bind(socket_, as_any(address), size) != 0 ||
            ::listen(socket_, 16) != 0 || ::getsockname(socket_, as_any(address), &size) != 0) {
            throw std::runtime_error("no port for the publisher");
        }
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    Publisher(const Publisher&) = delete;
    Publisher& operator=(const Publisher&) = delete;
    ~Publisher() {
        ::shutdown(socket_, SHUT_RDWR); // ends accept()
        thread_.join();
        ::close(socket_);
    }

    void publish(const std::string& path, Published what) {
        const std::lock_guard lock(mutex_);
        files_[path] = std::move(what);
    }
    [[nodiscard]] std::string base() const { return "http://127.0.0.1:" + std::to_string(port_); }
    /// Paths asked for so far, in order; "path bytes=N-" where only the rest was.
    [[nodiscard]] std::vector<std::string> asked() const {
        const std::lock_guard lock(mutex_);
        return asked_;
    }

private:
    static sockaddr* as_any(sockaddr_in& address) { return reinterpret_cast<sockaddr*>(&address); }

    void serve() {
        for (int client = 0; (client = ::accept(socket_, nullptr, nullptr)) >= 0;) {
            const std::string response = answer(request_on(client));
            for (std::size_t sent = 0; sent < response.size();) {
                const auto more =
                    ::send(client, response.data() + sent, response.size() - sent, MSG_NOSIGNAL);
                if (more <= 0) {
                    break;
                }
                sent += static_cast<std::size_t>(more);
            }
            ::shutdown(client, SHUT_WR);
            ::close(client);
        }
    }

    static std::string request_on(int client) {
        std::string request;
        std::string block(4096, '\0');
        while (request.find("\r\n\r\n") == std::string::npos) {
            const auto got = ::recv(client, block.data(), block.size(), 0);
            if (got <= 0) {
                break;
            }
            request.append(block, 0, static_cast<std::size_t>(got));
        }
        return request;
    }

    static std::optional<std::string> header(const std::string& request, const std::string& name) {
        const std::size_t at = request.find("\r\n" + name + ": ");
        if (at == std::string::npos) {
            return std::nullopt;
        }
        const std::size_t start = at + name.size() + 4;
        return request.substr(start, request.find("\r\n", start) - start);
    }

    std::string answer(const std::string& request) {
        const std::lock_guard lock(mutex_);
        const std::size_t start = request.find(' ') + 1;
        const std::string path = request.substr(start, request.find(' ', start) - start);
        const auto range = header(request, "Range");
        asked_.push_back(path + (range ? " " + *range : ""));
        const auto found = files_.find(path);
        if (found == files_.end() || found->second.status != 200) {
            const int status = found == files_.end() ? 404 : found->second.status;
            return "HTTP/1.1 " + std::to_string(status) + " no\r\nContent-Length: 0\r\n\r\n";
        }
        Published& file = found->second;
        const std::string tag = "\"" + std::to_string(std::hash<std::string>{}(file.body)) + "\"";
        std::size_t from = 0;
        if (range && header(request, "If-Range") == tag) {
            from = std::stoul(range->substr(range->find('=') + 1));
        }
        std::string head = from == 0 ? "HTTP/1.1 200 OK\r\n"
                                     : "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes " +
                                           std::to_string(from) + "-" +
                                           std::to_string(file.body.size() - 1) + "/" +
                                           std::to_string(file.body.size()) + "\r\n";
        head += "ETag: " + tag + "\r\nContent-Length: " + std::to_string(file.body.size() - from) +
                "\r\nConnection: close\r\n\r\n";
        const std::size_t length = std::min(file.body.size() - from, file.cut_after);
        file.cut_after = std::string::npos;
        return head + file.body.substr(from, length);
    }

    int socket_;
    int port_ = 0;
    mutable std::mutex mutex_;
    std::map<std::string, Published> files_;
    std::vector<std::string> asked_;
    std::thread thread_;
};

} // namespace todoku::test
