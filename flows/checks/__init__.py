"""What `kronika doctor` checks: each check looks at one thing and says what it found, what that means, what to do next."""
