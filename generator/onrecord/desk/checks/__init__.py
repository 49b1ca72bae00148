"""What can be wrong between records: each module looks at one kind of thing."""
